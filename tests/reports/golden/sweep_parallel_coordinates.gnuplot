set terminal svg size 960,634 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "parallel_coordinates"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
unset border
unset xtics
unset grid
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:960]
set yrange [634:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "The effect on mean_time_per_session, against random, cell by cell" at screen 0.025000, screen 0.946372 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% intervals, paired design; 20,000 episodes, 2 seeds (1, 2)" at screen 0.025000, screen 0.895899 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "best" at screen 0.062500, screen 0.842271 left font "sans-serif,16" textcolor rgb "#222222"
set label "tied with the best" at screen 0.165625, screen 0.842271 left font "sans-serif,16" textcolor rgb "#222222"
set label "others" at screen 0.390625, screen 0.842271 left font "sans-serif,16" textcolor rgb "#222222"
set label "-10%" at screen 0.916667, screen 0.159982 left font "sans-serif,17" textcolor rgb "#222222"
set label "-5%" at screen 0.916667, screen 0.286570 left font "sans-serif,17" textcolor rgb "#222222"
set label "0%" at screen 0.916667, screen 0.413158 left font "sans-serif,17" textcolor rgb "#222222"
set label "+5%" at screen 0.916667, screen 0.539746 left font "sans-serif,17" textcolor rgb "#222222"
set label "+10%" at screen 0.916667, screen 0.666334 left font "sans-serif,17" textcolor rgb "#222222"
set label "dim" at screen 0.135417, screen 0.785489 center font "sans-serif,16" textcolor rgb "#222222"
set label "log scale" at screen 0.135417, screen 0.104101 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.122917, screen 0.173502 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "2" at screen 0.122917, screen 0.441640 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "4" at screen 0.122917, screen 0.709779 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "epochs" at screen 0.329861, screen 0.785489 center font "sans-serif,16" textcolor rgb "#222222"
set label "1" at screen 0.317361, screen 0.173502 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "2" at screen 0.317361, screen 0.709779 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "pick" at screen 0.524306, screen 0.785489 center font "sans-serif,16" textcolor rgb "#222222"
set label "first" at screen 0.511806, screen 0.173502 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "sample" at screen 0.511806, screen 0.709779 right font "sans-serif,16" textcolor rgb "#222222" front boxed
set label "effect, % of the control\0047s mean" at screen 0.975000, screen 0.785489 right font "sans-serif,16" textcolor rgb "#222222"
set label "Lines that meet at a value are spread in the order of their effects, the best on top." at screen 0.025000, screen 0.050473 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
24.00 100.00
52.00 100.00

EOD
$data2 << EOD
123.00 100.00
151.00 100.00

EOD
$data3 << EOD
339.00 100.00
367.00 100.00

EOD
$data4 << EOD
690.00 532.57
870.00 532.57

690.00 452.31
870.00 452.31

EOD
$data5 << EOD
690.00 372.06
870.00 372.06

EOD
$data6 << EOD
690.00 291.80
870.00 291.80

690.00 211.54
870.00 211.54

EOD
$data7 << EOD
130.00 154.00
130.00 554.00

316.67 154.00
316.67 554.00

503.33 154.00
503.33 554.00

690.00 154.00
690.00 554.00

EOD
$data8 << EOD
130.00 531.50
316.67 196.50
503.33 536.50
690.00 468.37

130.00 526.50
316.67 191.50
503.33 196.50
690.00 444.29

130.00 521.50
316.67 536.50
503.33 531.50
690.00 420.21

130.00 516.50
316.67 531.50
503.33 191.50
690.00 396.13

130.00 191.50
316.67 186.50
503.33 526.50
690.00 372.06

130.00 186.50
316.67 181.50
503.33 186.50
690.00 347.98

130.00 181.50
316.67 526.50
503.33 521.50
690.00 323.90

130.00 361.50
316.67 176.50
503.33 516.50
690.00 311.87

EOD
$data9 << EOD
855.33 468.37
855.33 532.57

855.33 468.37
855.33 404.16

842.00 444.29
842.00 508.49

842.00 444.29
842.00 380.08

828.67 420.21
828.67 484.42

828.67 420.21
828.67 356.01

815.33 396.13
815.33 460.34

815.33 396.13
815.33 331.93

802.00 372.06
802.00 436.26

802.00 372.06
802.00 307.85

788.67 347.98
788.67 412.19

788.67 347.98
788.67 283.78

775.33 323.90
775.33 388.11

775.33 323.90
775.33 259.70

762.00 311.87
762.00 376.07

762.00 311.87
762.00 247.66

EOD
$data10 << EOD
855.33 468.37
842.00 444.29
828.67 420.21
815.33 396.13
802.00 372.06
788.67 347.98
775.33 323.90
762.00 311.87
EOD
$data11 << EOD
130.00 176.50
316.67 521.50
503.33 181.50
690.00 299.83

130.00 356.50
316.67 171.50
503.33 176.50
690.00 287.79

130.00 351.50
316.67 516.50
503.33 511.50
690.00 263.71

EOD
$data12 << EOD
748.67 299.83
748.67 364.03

748.67 299.83
748.67 235.62

735.33 287.79
735.33 351.99

735.33 287.79
735.33 223.58

722.00 263.71
722.00 327.92

722.00 263.71
722.00 199.51

EOD
$data13 << EOD
748.67 299.83
735.33 287.79
722.00 263.71
EOD
$data14 << EOD
130.00 346.50
316.67 511.50
503.33 171.50
690.00 239.63

EOD
$data15 << EOD
708.67 239.63
708.67 303.84

708.67 239.63
708.67 175.43

EOD
$data16 << EOD
708.67 239.63
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 3 notitle, \
     $data2 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 3 notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#b9c9d4" linewidth 3 notitle, \
     $data4 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data5 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data6 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data8 using 1:2 with lines linetype 1 linecolor rgb "#b9c9d4" linewidth 1 notitle, \
     $data9 using 1:2 with lines linetype 1 linecolor rgb "#b9c9d4" linewidth 2 notitle, \
     $data10 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb "#6f6f6f" notitle, \
     $data11 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 1.2 notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#8fbfdc" linewidth 2 notitle, \
     $data13 using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb "#0072b2" notitle, \
     $data14 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 3.5 notitle, \
     $data15 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data16 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#d55e00" notitle
