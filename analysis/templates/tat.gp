# SPDX-License-Identifier: GPL-3.0-or-later
do for [format in formats] {
    # letters
    eval begin
    set lmargin at screen across(95)
    set rmargin at screen across(840)
    set tmargin at screen down(head + 10)
    set bmargin at screen down(height - 75)
    set logscale x
    set xrange [x_low:x_high]
    set yrange [0:102]
    set format x ''
    set xtics ()
    do for [k = 1:ticks] { set xtics add (tick_text[k] tick_at[k]) }
    set ytics 10 format '%g %%'
    set grid xtics ytics lc rgb pale lt 1 dt 1 lw 1
    set xlabel 'turnaround time, from receipt at the reader to the first report (log scale)'
    set ylabel 'studies reported within that time, of all that arrived'
    unset key
    step = (curves > 8 ? 48.0 : 64.0)
    set style textbox opaque fc rgb '#ffffff' noborder margins 0.4, 0.2
    do for [k = 1:curves] {
        if (target[k] == target[k]) {
            set arrow k from target[k], 0 to target[k], (attain[k] == attain[k] ? attain[k] : 100) \
                nohead lc rgb colour[(k - 1) % 7 + 1] dt 3 lw 1.5
        }
        room = 745.0 * (1.0 - log(label_x[k] / x_low) / log(x_high / x_low)) - 20
        if (7.5 * strlen(label[k]) < room) {
            set label k label[k] at label_x[k], label_y[k] left offset 1, -0.8 boxed \
                font ''.size(13) front tc rgb colour[(k - 1) % 7 + 1]
        } else {
            set label k label[k] at label_x[k], label_y[k] right offset -1, 0.8 boxed \
                font ''.size(13) front tc rgb colour[(k - 1) % 7 + 1]
        }
    }
    if (curves > 8) { do for [k = 1:curves] { unset label k } }
    do for [k = 1:curves] {
        y = head + 20 + step * (k - 1)
        set arrow 100 + k from screen across(862), screen down(y) \
            to screen across(898), screen down(y) nohead lt k
        set label 100 + k label[k] at screen across(908), screen down(y) left font ''.size(13)
        set label 200 + k promise[k] at screen across(908), screen down(y + 15) left \
            font ''.size(12) tc rgb ink
        set label 300 + k reached[k] at screen across(908), screen down(y + 30) left \
            font ''.size(12) tc rgb ink
        set label 400 + k '' at screen across(880), screen down(y) point lt k ps dot(0.9)
    }
    y = head + 20 + step * curves
    set label 500 'the promise: this share by then' at screen across(908), screen down(y) left \
        font ''.size(12) tc rgb ink
    set label 501 '' at screen across(880), screen down(y) point pt 12 ps dot(2.2) lw 2.5 lc rgb ink
    plot for [k = 1:curves] name.'.dat' index k - 1 using 1:2 \
        with linespoints lt k ps dot(0.9) pn 8, \
        for [k = 1:curves] [0:0] '+' using (target[k]):(attain[k]) \
            with points pt 12 ps dot(2.2) lw 2.5 lc rgb colour[(k - 1) % 7 + 1]
    set output
}
