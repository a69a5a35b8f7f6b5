# SPDX-License-Identifier: GPL-3.0-or-later
do for [format in formats] {
    # letters
    eval begin
    set lmargin at screen across(left)
    set rmargin at screen across(width - 190)
    set tmargin at screen down(head + 10)
    set bmargin at screen down(height - 70)
    set xrange [0:x_high]
    set yrange [rows + 0.6:0.4]
    set xtics 10 format '%g %%'
    unset ytics
    set grid xtics lc rgb pale lt 1 dt 1 lw 1
    set xlabel 'time spent reading, of the time at work (bars: 95 % interval over the replications)'
    unset key
    if (x_high > 100) { set arrow 1000 from 100, graph 0 to 100, graph 1 nohead \
        lc rgb ink dt 2 lw 1.5 }
    do for [k = 1:rows] {
        set label k label[k] at screen across(left - 12), first k right offset 0, 0.45
        set label 100 + k readers[k] at screen across(left - 12), first k right offset 0, -0.6 \
            font ''.size(12) \
            tc rgb ink
        set label 200 + k result[k] at first result_at[k], first k left offset 1, 0 \
            font ''.size(13) tc rgb ink
    }
    plot name.'.dat' using (0):1:(0):2:($1 - 0.32):($1 + 0.32) with boxxyerror \
            fc rgb '#56B4E9' fs solid 1.0 noborder, \
        '' using 2:1:3:4 with xerrorbars lc rgb '#000000' pt 0 lw 2 dt 1
    set output
}
