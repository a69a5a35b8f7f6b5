do for [format in formats] {
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
    set ylabel 'studies reported within that time'
    set key at screen across(865), screen down(head + 10) left top Left reverse samplen 3 spacing 1.25 \
        font size(13) tc rgb ink
    set style textbox opaque fc rgb '#ffffff' noborder margins 0.4, 0.2
    do for [k = 1:curves] {
        if (target[k] == target[k]) {
            set arrow k from target[k], 0 to target[k], (attain[k] == attain[k] ? attain[k] : 100) nohead \
                lc rgb colour[(k - 1) % 7 + 1] dt 3 lw 1.5
        }
        set label k label[k] at label_x[k], label_y[k] left offset 1, -0.8 boxed font size(13) front \
            tc rgb colour[(k - 1) % 7 + 1]
    }
    if (curves > 8) { do for [k = 1:curves] { unset label k } }
    plot for [k = 1:curves] name.'.dat' index k - 1 using 1:2 with lines lt k notitle, \
        for [k = 1:curves] name.'.dat' index k - 1 using 1:2 with points lt k pn 7 notitle, \
        for [k = 1:curves] [0:0] '+' using (target[k]):(attain[k]) with points pt 12 ps 2.2 lw 2.5 \
            lc rgb colour[(k - 1) % 7 + 1] notitle, \
        for [k = 1:3 * curves] NaN with linespoints lt (k + 2) / 3 \
            lw (k % 3 == 1 ? 2 : 0) ps (k % 3 == 1 ? 0.9 : 0) \
            title (k % 3 == 1 ? label[(k + 2) / 3] : k % 3 == 2 ? promise[(k + 2) / 3] : reached[(k + 2) / 3]), \
        NaN with points pt 12 ps 2.2 lw 2.5 lc rgb ink title 'promise: share and time'
    set output
}
