# SPDX-License-Identifier: GPL-3.0-or-later
do for [format in formats] {
    # letters
    eval begin
    set multiplot
    each = (height - head - 20.0) / panels
    do for [k = 1:panels] {
        if (k > 1) {
            do for [j = 1:subtitles + 1] { unset label 1000 + j }
            do for [j = 1:changes] { unset arrow 100 + j; unset label 900 + j }
        }
        top = head + (k - 1) * each
        set lmargin at screen across(left)
        set rmargin at screen across(width - 190)
        set tmargin at screen down(top + 46)
        set bmargin at screen down(top + each - 50)
        set xrange [0:24 * days]
        set yrange [rows + 0.6:0.4]
        set xtics ()
        do for [d = 0:days] { set xtics add ('' 24 * d) }
        do for [d = 0:days - 1] {
            do for [h = 1:3] { set xtics add (sprintf('%d', 6 * h) 24 * d + 6 * h) }
            set label 500 + d day_text[d + 1] at 24 * d + 12, graph 0 center offset 0, -2.1 \
                font ''.size(13)
            set object 1 + 2 * d rectangle from 24 * d, graph 0 to 24 * d + 6, graph 1 behind \
                fs solid noborder fc rgb pale
            set object 2 + 2 * d rectangle from 24 * d + 22, graph 0 to 24 * d + 24, graph 1 \
                behind fs solid noborder fc rgb pale
            set arrow 300 + d from 24 * d, graph 0 to 24 * d, graph 1 nohead back lc rgb grey lw 1
        }
        set xtics font ''.size(11)
        unset ytics
        set label 1 panel[k] at graph 0, graph 1 left font ''.size(15) \
            offset 0, (k == 1 && changes > 0 ? 1.9 : 0.9)
        do for [j = 1:rows] {
            set label 600 + j label[j] at screen across(left - 10), first j right \
                font ''.size(rows > 14 ? 11 : 13)
            set label 700 + j zone[j] at screen across(width - 180), first j left \
                font ''.size(rows > 14 ? 10 : 12) tc rgb ink
        }
        if (k == 1) {
            do for [j = 1:changes] {
                set arrow 100 + j from change_at[j], graph 0 to change_at[j], graph 1 nohead front \
                    lc rgb '#000000' dt 1 lw 1.5
                set label 900 + j change_text[j] at change_at[j], graph 1 center offset 0, 0.7 \
                    font ''.size(12)
            }
        }
        unset key
        if (own_changes > 0) {
            set label 800 "change of a reader's clock" \
                at screen across(width - 430), screen down(top + 27) left offset 1.2, 0 \
                font ''.size(12) tc rgb ink
            set label 802 '' at screen across(width - 430), screen down(top + 27) \
                point pt 12 ps dot(1.4) lw 2 lc rgb '#000000'
        }
        set object 800 rectangle from screen across(width - 202), screen down(top + 20) \
            to screen across(width - 180), screen down(top + 34) \
            fs solid noborder fc rgb pale
        set label 801 'night, 22:00 to 6:00' at screen across(width - 172), screen down(top + 27) \
            left font ''.size(12) tc rgb ink
        set style fill solid 1.0
        plot name.'.dat' index 2 * k - 2 using 2:1:2:3:($1 - 0.36):($1 + 0.36):4 with boxxyerror \
            lc variable, \
            '' index 2 * k - 1 using 2:1 with points pt 13 ps dot(1.5) lc rgb '#ffffff', \
            '' index 2 * k - 1 using 2:1 with points pt 12 ps dot(1.4) lw 2 lc rgb '#000000'
    }
    unset multiplot
    set output
}
