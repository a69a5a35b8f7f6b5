# SPDX-License-Identifier: GPL-3.0-or-later
do for [format in formats] {
    # letters
    eval begin
    set multiplot
    top = head + 12.0
    each = (height - top - 62.0) / panels
    do for [k = 1:panels] {
        if (k > 1) {
            do for [j = 1:subtitles + 1] { unset label 1000 + j }
            do for [j = 1:changes] { unset label 10 + j }
        }
        set lmargin at screen across(95)
        set rmargin at screen across(width - 55)
        set tmargin at screen down(top + (k - 1) * each + 26)
        set bmargin at screen down(top + k * each - 6)
        set xrange [0:x_high]
        set yrange [0:high[k]]
        set xtics ()
        do for [j = 1:ticks] { set xtics add ((k == panels ? tick_text[j] : '') tick_at[j]) }
        do for [j = 1:midnights] { set xtics add ('' midnight_at[j] 1) }
        set ytics 0, step[k] format '%g' font ''.size(12)
        set grid xtics ytics lc rgb pale lt 1 dt 1 lw 1
        unset xlabel
        if (k == panels) { set xlabel "local time on the run's clock" offset 0, 0.3 }
        set ylabel 'studies' offset 0.5, 0 font ''.size(12)
        set label 1 label[k] at graph 0.0, graph 1.0 left offset 0.3, 0.7 font ''.size(14)
        do for [j = 1:changes] {
            set arrow j from change_at[j], graph 0 to change_at[j], graph 1 nohead \
                lc rgb ink dt 2 lw 1
            if (k == 1 && change_at[j] > 0.15 * x_high) {
                set label 10 + j change_text[j] at change_at[j], graph 1 center offset 0, 0.7 \
                    font ''.size(12) tc rgb ink
            }
        }
        unset key
        tone = (panels == 1 ? colour[2] : k == 1 ? '#000000' : colour[(k - 2) % 6 + 1])
        plot name.'.dat' index k - 1 using 1:3:4 with filledcurves fc rgb tone \
            fs transparent solid (band ? 0.25 : 0) noborder, \
            '' index k - 1 using 1:2 with lines lc rgb tone lw 1.6 dt 1
    }
    unset multiplot
    set output
}
