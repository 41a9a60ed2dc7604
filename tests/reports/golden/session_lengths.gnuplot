set terminal svg size 960,780 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "session_lengths"
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
set yrange [780:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "How long sessions last" at screen 0.025000, screen 0.956410 left font "sans-serif,22" textcolor rgb "#222222"
set label "20,000 sessions and 8,647 users per treatment; all sessions of the run, counted" at screen 0.025000, screen 0.915385 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "share of the sessions that last so long, %" at screen 0.142708, screen 0.869231 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.142708, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.242857, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.343006, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.443155, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.543304, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.643452, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.743601, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.493229, screen 0.507692 center font "sans-serif,16" textcolor rgb "#222222"
set label "random" at screen 0.047917, screen 0.791026 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 5" at screen 0.858333, screen 0.791026 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.787978 to screen 0.241815, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.808161 to screen 0.341964, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.823077 to screen 0.442113, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "29%" at screen 0.393080, screen 0.834615 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.444196, screen 0.811385 to screen 0.542262, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.544345, screen 0.775510 to screen 0.642411, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.755817 to screen 0.742560, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "ranker_2" at screen 0.047917, screen 0.696154 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 11" at screen 0.858333, screen 0.696154 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.674141 to screen 0.241815, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.686490 to screen 0.341964, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.704260 to screen 0.442113, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.444196, screen 0.720622 to screen 0.542262, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "26%" at screen 0.493229, screen 0.732160 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.544345, screen 0.717027 to screen 0.642411, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.686418 to screen 0.742560, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.744643, screen 0.662712 to screen 0.842708, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "ranker_1" at screen 0.047917, screen 0.601282 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 7" at screen 0.858333, screen 0.601282 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.586853 to screen 0.241815, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.603322 to screen 0.341964, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.622478 to screen 0.442113, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.444196, screen 0.629428 to screen 0.542262, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "27%" at screen 0.493229, screen 0.640967 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.544345, screen 0.606618 to screen 0.642411, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.574397 to screen 0.742560, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.744643, screen 0.564473 to screen 0.842708, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "share of the sessions that get that far, %" at screen 0.142708, screen 0.451282 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.142708, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.242857, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.343006, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.443155, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.543304, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.643452, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.743601, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.493229, screen 0.035897 center font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.132292, screen 0.092308 right font "sans-serif,16" textcolor rgb "#222222"
set label "20%" at screen 0.132292, screen 0.158974 right font "sans-serif,16" textcolor rgb "#222222"
set label "40%" at screen 0.132292, screen 0.225641 right font "sans-serif,16" textcolor rgb "#222222"
set label "60%" at screen 0.132292, screen 0.292308 right font "sans-serif,16" textcolor rgb "#222222"
set label "80%" at screen 0.132292, screen 0.358974 right font "sans-serif,16" textcolor rgb "#222222"
set label "100%" at screen 0.132292, screen 0.425641 right font "sans-serif,16" textcolor rgb "#222222"
$data1 << EOD
137.00 118.00
137.00 340.00

233.14 118.00
233.14 340.00

329.29 118.00
329.29 340.00

425.43 118.00
425.43 340.00

521.57 118.00
521.57 340.00

617.71 118.00
617.71 340.00

713.86 118.00
713.86 340.00

24.00 192.00
936.00 192.00

EOD
$data2 << EOD
32.00 163.00
EOD
$data3 << EOD
24.00 266.00
936.00 266.00

EOD
$data4 << EOD
32.00 237.00
EOD
$data5 << EOD
24.00 340.00
936.00 340.00

EOD
$data6 << EOD
32.00 311.00
EOD
$data7 << EOD
137.00 448.00
137.00 708.00

233.14 448.00
233.14 708.00

329.29 448.00
329.29 708.00

425.43 448.00
425.43 708.00

521.57 448.00
521.57 708.00

617.71 448.00
617.71 708.00

713.86 448.00
713.86 708.00

EOD
$data8 << EOD
137.00 708.00
810.00 708.00

EOD
$data9 << EOD
137.00 656.00
810.00 656.00

137.00 604.00
810.00 604.00

137.00 552.00
810.00 552.00

137.00 500.00
810.00 500.00

137.00 448.00
810.00 448.00

EOD
$data10 << EOD
137.00 448.00
233.14 485.15
289.38 516.99
329.29 544.28
360.24 567.68
385.53 587.72
406.91 604.91
425.43 619.64
441.77 632.26
456.38 643.09
469.60 652.37
481.67 660.33
492.77 667.14
503.05 672.98
512.62 677.98
521.57 682.27
529.98 685.95
537.91 689.11
545.41 691.82
552.52 694.13
559.29 696.12
565.74 697.82
571.91 699.28
577.81 700.52
583.47 701.60
588.91 702.53
594.15 703.32
599.19 704.00
604.06 704.57
608.76 705.06
613.31 705.49
617.71 705.86
621.98 706.17
626.12 706.44
630.14 706.67
634.05 706.87
637.85 707.04
641.55 707.18
645.15 707.30
648.67 707.40
652.09 707.49
655.43 707.57
658.70 707.64
661.89 707.69
665.00 707.74
668.05 707.78
671.03 707.82
673.95 707.84
676.81 707.87
679.62 707.90
682.36 707.92
685.06 707.93
687.70 707.95
690.29 707.96
692.84 707.97
695.34 707.99
697.79 708.00

EOD
$data11 << EOD
137.00 448.00
233.14 485.15
329.29 544.28
425.43 619.64
512.62 677.98
599.19 704.00
685.06 707.93
EOD
$data12 << EOD
137.00 448.00
233.14 464.51
289.38 479.98
329.29 494.46
360.24 508.02
385.53 520.72
406.91 532.62
425.43 543.76
441.77 554.20
456.38 563.97
469.60 573.12
481.67 581.69
492.77 589.71
503.05 597.23
512.62 604.27
521.57 610.86
529.98 617.04
537.91 622.82
545.41 628.23
552.52 633.30
559.29 638.05
565.74 642.49
571.91 646.65
577.81 650.55
583.47 654.21
588.91 657.62
594.15 660.84
599.19 663.84
604.06 666.65
608.76 669.27
613.31 671.74
617.71 674.06
621.98 676.22
626.12 678.24
630.14 680.14
634.05 681.92
637.85 683.59
641.55 685.15
645.15 686.60
648.67 687.97
652.09 689.24
655.43 690.44
658.70 691.55
661.89 692.61
665.00 693.60
668.05 694.52
671.03 695.38
673.95 696.18
676.81 696.94
679.62 697.65
682.36 698.32
685.06 698.94
687.70 699.52
690.29 700.07
692.84 700.58
695.34 701.06
697.79 701.50
700.20 701.92
702.57 702.31
704.91 702.67
707.20 703.02
709.45 703.35
711.67 703.64
713.86 703.93
716.01 704.19
718.13 704.44
720.21 704.67
722.27 704.89
724.29 705.10
728.25 705.48
732.11 705.80
735.86 706.09
739.51 706.34
743.06 706.56
746.53 706.75
749.91 706.92
753.22 707.06
756.44 707.19
759.60 707.30
762.68 707.40
765.69 707.48
768.64 707.56
771.53 707.62
774.37 707.67
777.14 707.73
779.86 707.78
782.53 707.82
785.14 707.84
787.71 707.87
790.23 707.90
792.71 707.92
795.14 707.95
797.54 707.97
799.89 708.00

EOD
$data13 << EOD
233.14 464.51
329.29 494.46
425.43 543.76
512.62 604.27
599.19 663.84
685.06 698.94
771.53 707.62
EOD
$data14 << EOD
137.00 448.00
233.14 472.76
289.38 495.18
329.29 515.46
360.24 533.80
385.53 550.40
406.91 565.42
425.43 579.00
441.77 591.30
456.38 602.41
469.60 612.48
481.67 621.58
492.77 629.82
503.05 637.27
512.62 644.01
521.57 650.11
529.98 655.64
537.91 660.63
545.41 665.15
552.52 669.23
559.29 672.93
565.74 676.27
571.91 679.30
577.81 682.04
583.47 684.52
588.91 686.76
594.15 688.79
599.19 690.62
604.06 692.28
608.76 693.79
613.31 695.16
617.71 696.39
621.98 697.51
626.12 698.51
630.14 699.42
634.05 700.24
637.85 700.98
641.55 701.66
645.15 702.27
648.67 702.81
652.09 703.31
655.43 703.76
658.70 704.18
661.89 704.54
665.00 704.88
668.05 705.18
671.03 705.45
673.95 705.70
676.81 705.92
679.62 706.13
682.36 706.31
685.06 706.48
687.70 706.63
690.29 706.76
692.84 706.89
695.34 707.01
697.79 707.12
700.20 707.21
702.57 707.28
704.91 707.36
707.20 707.43
709.45 707.49
711.67 707.54
713.86 707.60
716.01 707.64
718.13 707.67
720.21 707.71
722.27 707.75
724.29 707.78
728.25 707.83
732.11 707.88
735.86 707.91
739.51 707.93
743.06 707.96
746.53 707.99

EOD
$data15 << EOD
233.14 472.76
329.29 515.46
425.43 579.00
512.62 644.01
599.19 690.62
685.06 706.48
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data4 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data5 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data6 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data8 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data9 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data10 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 2.5 notitle, \
     $data11 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data13 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data14 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data15 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle
