# SPDX-License-Identifier: GPL-3.0-or-later
array verdict_colour[4] = ['#009E73', '#D55E00', '#E69F00', '#555555']
array verdict_mark[4] = [7, 9, 4, 6]
array verdict_text[4] = ['promise kept', 'promise missed', 'too close to call', 'no promise']
do for [format in formats] {
    # letters
    eval begin
    set lmargin at screen across(left)
    set rmargin at screen across(width - 330)
    set tmargin at screen down(head + 40)
    set bmargin at screen down(height - 70)
    set xrange [x_low:100.5]
    set yrange [rows + 0.6:0.4]
    set xtics format '%g %%'
    unset ytics
    set grid xtics lc rgb pale lt 1 dt 1 lw 1
    set xlabel 'studies reported within the target (bars: 95 % interval over the replications)'
    unset key
    do for [v = 1:4] {
        set label 300 + v verdict_text[v] \
            at screen across(40 + 150 * (v - 1)), screen down(head + 18) left \
            offset 1.2, 0 font ''.size(13) tc rgb ink
        set label 310 + v '' at screen across(40 + 150 * (v - 1)), screen down(head + 18) \
            point pt verdict_mark[v] ps dot(1.5) lw 2.5 lc rgb verdict_colour[v]
    }
    set arrow 300 from screen across(650), screen down(head + 9) \
        to screen across(650), screen down(head + 27) nohead lc rgb '#000000' lw 3
    set label 305 'the promise' at screen across(650), screen down(head + 18) left offset 1, 0 \
        font ''.size(13) tc rgb ink
    do for [k = 1:rows] {
        set label k label[k] at screen across(left - 12), first k right offset 0, 0.45
        set label 100 + k within[k] at screen across(left - 12), first k right offset 0, -0.6 \
            font ''.size(12) \
            tc rgb ink
        set label 200 + k result[k] at screen across(width - 315), first k left font ''.size(13) \
            tc rgb ink
        set arrow k from x_low, k to 100, k nohead back lc rgb pale lw 1
    }
    plot name.'.dat' using 5:1:(0):(0.32) with vectors nohead lc rgb '#000000' lw 3 dt 1, \
        '' using 5:1:(0):(-0.32) with vectors nohead lc rgb '#000000' lw 3 dt 1, \
        for [v = 1:4] '' using ($6 == v ? $2 : NaN):1:3:4 with xerrorbars lc rgb verdict_colour[v] \
            pt verdict_mark[v] ps dot(1.5) lw 2.5 dt 1
    set output
}
