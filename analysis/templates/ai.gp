# SPDX-License-Identifier: GPL-3.0-or-later
array kind_colour[4] = ['#009E73', '#D55E00', '#0072B2', '#CC79A7']
array kind_mark[4] = [7, 9, 5, 13]
do for [format in formats] {
    # letters
    eval begin
    set lmargin at screen across(225)
    set rmargin at screen across(width - 220)
    set tmargin at screen down(head + 15)
    set bmargin at screen down(height - 70)
    set xrange [0:x_high]
    set yrange [5 * tools - 0.3:-0.4]
    unset ytics
    set border 1
    set grid xtics lc rgb pale lt 1 dt 1 lw 1
    set xlabel 'mean wait from receipt to the start of reading, minutes (bars: 95 % interval)'
    unset key
    do for [k = 1:rows] {
        y = 5 * ((k - 1) / 4) + (k - 1) % 4 + 1
        set label k kind[k] at screen across(213), first y right offset 0, 0.45
        set label 400 + k meaning[k] at screen across(213), first y right offset 0, -0.55 \
            font ''.size(12) tc rgb ink
        set label 100 + k result[k] at screen across(width - 205), first y left font ''.size(13) \
            tc rgb ink
        set arrow k from 0, y to x_high, y nohead back lc rgb pale lw 1
    }
    do for [k = 1:tools] {
        set label 200 + k label[k] at screen across(24), first 5 * k - 4.9 left font ''.size(13)
        if (k > 1) {
            set arrow 200 + k from screen across(24), first 5 * k - 5.4 \
                to screen across(width - 24), first 5 * k - 5.4 nohead lc rgb grey lw 1
        }
    }
    plot for [v = 1:4] name.'.dat' using ($5 == v ? $2 : NaN):1:3:4 with xerrorbars \
        lc rgb kind_colour[v] pt kind_mark[v] ps dot(1.5) lw 2.5 dt 1
    set output
}
