# SPDX-License-Identifier: GPL-3.0-or-later
do for [format in formats] {
    # letters
    eval begin
    set multiplot
    do for [k = 1:4] {
        if (k > 1) { do for [j = 1:subtitles + 1] { unset label 1000 + j } }
        top = head + (k - 1) * 285.0
        set lmargin at screen across(70)
        set rmargin at screen across(width - 120)
        set tmargin at screen down(top + 36)
        set bmargin at screen down(top + 246)
        set xrange [-0.5:23.5]
        set yrange [6.5:-0.5]
        set border 0
        set xtics scale 0 ('0' -0.5, '3' 2.5, '6' 5.5, '9' 8.5, '12' 11.5, '15' 14.5, '18' 17.5, \
            '21' 20.5, '24' 23.5)
        set ytics scale 0 ('Mon' 0, 'Tue' 1, 'Wed' 2, 'Thu' 3, 'Fri' 4, 'Sat' 5, 'Sun' 6)
        set xlabel 'hour of the day' offset 0, 0.6 font ''.size(12)
        set label 1 panel[k] at graph 0, graph 1 left offset 0, 0.9 font ''.size(15)
        set label 2 nothing[k] at graph 1, graph 1 right offset 0, 0.9 font ''.size(12) tc rgb ink
        set palette defined (0 '#ffffd9', 1 '#edf8b1', 2 '#c7e9b4', 3 '#7fcdbb', 4 '#41b6c4', \
            5 '#1d91c0', 6 '#225ea8', 7 '#253494', 8 '#081d58')
        set cbrange [low[k]:high[k]]
        set cbtics autofreq format '%g' scale 0.5
        if (high[k] <= 6 && k == 2) { set cbtics 1 }
        set colorbox user origin screen across(width - 105), screen down(top + 246) \
            size screen across(22), screen (210.0 / height)
        unset key
        middle = low[k] + 0.55 * (high[k] - low[k])
        plot name.'.dat' index 2 * k - 1 using 2:1:($2 - 0.5):($2 + 0.5):($1 - 0.5):($1 + 0.5) \
            with boxxyerror \
                dt 1 fc rgb grey fs solid 1.0 border lc rgb '#ffffff', \
            '' index 2 * k - 1 using 2:1:('–') with labels font ''.size(12) tc rgb '#000000', \
            '' index 2 * k - 2 using 2:1:($2 - 0.5):($2 + 0.5):($1 - 0.5):($1 + 0.5):3 \
                with boxxyerror \
                dt 1 fc palette fs solid 1.0 border lc rgb '#ffffff', \
            '' index 2 * k - 2 using 2:1:($3 > middle ? stringcolumn(4) : '') with labels \
                font ''.size(12) tc rgb '#ffffff', \
            '' index 2 * k - 2 using 2:1:($3 > middle ? '' : stringcolumn(4)) with labels \
                font ''.size(12) tc rgb '#000000'
    }
    unset multiplot
    set output
}
