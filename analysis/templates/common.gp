# SPDX-License-Identifier: GPL-3.0-or-later
# What all pictures share. Sizes are in pixels; a point of SVG is a pixel, one of PNG and PDF 4/3.
if (!exists('suffix')) suffix = ''
if (exists('ARG1')) { if (strlen(ARG1) > 0) { formats = ARG1 } }
set encoding utf8
set decimalsign '.'
terminal_svg = sprintf("set terminal svg size %d,%d noenhanced background '#ffffff'", width, height)
terminal_svg = terminal_svg." font 'DejaVu Sans,14'"
terminal_png = sprintf("set terminal pngcairo size %d,%d noenhanced font 'DejaVu Sans,10.5'", \
    width, height)
terminal_pdf = sprintf("set terminal pdfcairo size %.3fin,%.3fin", width / 96.0, height / 96.0)
terminal_pdf = terminal_pdf." noenhanced fontscale 0.75 linewidth 1.3 font 'DejaVu Sans,10.5'"
size(pixels) = sprintf(',%.2f', format eq 'svg' ? 1.0 * pixels : 0.75 * pixels)
dot(points) = format eq 'svg' ? 0.6 * points : 1.0 * points
across(pixels) = 1.0 * pixels / width
down(pixels) = 1.0 - 1.0 * pixels / height

# Okabe and Ito's colours, which the colour-blind can tell apart; dashes and points differ, too.
array colour[7] = ['#D55E00', '#0072B2', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000']
array dash[5] = [1, 2, 4, 5, 3]
array mark[6] = [7, 5, 9, 13, 11, 15]
do for [k = 1:42] {
    set linetype k lc rgb colour[(k - 1) % 7 + 1] dt dash[(k - 1) % 5 + 1] \
        pt mark[(k - 1) % 6 + 1] lw 2 ps 0.9
}
grey = '#BDBDBD'
pale = '#ECECEC'
ink = '#333333'

# Each picture begins with this: a clean slate, the file, title and subtitle.
begin = "reset; eval value('terminal_'.format); set output name.'.'.format.suffix;"
begin = begin." set label 1001 heading at screen across(24), screen down(30) left font ''.size(21);"
begin = begin." do for [k = 1:subtitles] {"
begin = begin." set label 1001 + k subtitle[k] at screen across(24), screen down(38 + 20 * k) left"
begin = begin." font ''.size(13) tc rgb ink };"
begin = begin." set border 3 lc rgb ink; set tics nomirror tc rgb ink"
