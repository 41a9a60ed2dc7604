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
set label "2" at screen 0.245833, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.348958, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.452083, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.555208, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.658333, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.761458, screen 0.541026 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.503646, screen 0.507692 center font "sans-serif,16" textcolor rgb "#222222"
set label "random" at screen 0.047917, screen 0.791026 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 5" at screen 0.879167, screen 0.791026 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.787978 to screen 0.244792, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.246875, screen 0.808161 to screen 0.347917, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.350000, screen 0.823077 to screen 0.451042, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "29%" at screen 0.400521, screen 0.834615 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.453125, screen 0.811385 to screen 0.554167, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.556250, screen 0.775510 to screen 0.657292, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.659375, screen 0.755817 to screen 0.760417, screen 0.753846 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "ranker_2" at screen 0.047917, screen 0.696154 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 11" at screen 0.879167, screen 0.696154 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.674141 to screen 0.244792, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.246875, screen 0.686490 to screen 0.347917, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.350000, screen 0.704260 to screen 0.451042, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.453125, screen 0.720622 to screen 0.554167, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "26%" at screen 0.503646, screen 0.732160 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.556250, screen 0.717027 to screen 0.657292, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.659375, screen 0.686418 to screen 0.760417, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.762500, screen 0.662712 to screen 0.863542, screen 0.658974 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "ranker_1" at screen 0.047917, screen 0.601282 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 7" at screen 0.879167, screen 0.601282 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.143750, screen 0.586853 to screen 0.244792, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.246875, screen 0.603322 to screen 0.347917, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.350000, screen 0.622478 to screen 0.451042, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.453125, screen 0.629428 to screen 0.554167, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "27%" at screen 0.503646, screen 0.640967 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.556250, screen 0.606618 to screen 0.657292, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.659375, screen 0.574397 to screen 0.760417, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.762500, screen 0.564473 to screen 0.863542, screen 0.564103 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "share of the sessions that get that far, %" at screen 0.142708, screen 0.451282 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.142708, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.245833, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.348958, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.452083, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.555208, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.658333, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.761458, screen 0.069231 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.503646, screen 0.035897 center font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.132292, screen 0.092308 right font "sans-serif,16" textcolor rgb "#222222"
set label "20%" at screen 0.132292, screen 0.158974 right font "sans-serif,16" textcolor rgb "#222222"
set label "40%" at screen 0.132292, screen 0.225641 right font "sans-serif,16" textcolor rgb "#222222"
set label "60%" at screen 0.132292, screen 0.292308 right font "sans-serif,16" textcolor rgb "#222222"
set label "80%" at screen 0.132292, screen 0.358974 right font "sans-serif,16" textcolor rgb "#222222"
set label "100%" at screen 0.132292, screen 0.425641 right font "sans-serif,16" textcolor rgb "#222222"
$data1 << EOD
137.00 118.00
137.00 340.00

236.00 118.00
236.00 340.00

335.00 118.00
335.00 340.00

434.00 118.00
434.00 340.00

533.00 118.00
533.00 340.00

632.00 118.00
632.00 340.00

731.00 118.00
731.00 340.00

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

236.00 448.00
236.00 708.00

335.00 448.00
335.00 708.00

434.00 448.00
434.00 708.00

533.00 448.00
533.00 708.00

632.00 448.00
632.00 708.00

731.00 448.00
731.00 708.00

EOD
$data8 << EOD
137.00 708.00
830.00 708.00

EOD
$data9 << EOD
137.00 656.00
830.00 656.00

137.00 604.00
830.00 604.00

137.00 552.00
830.00 552.00

137.00 500.00
830.00 500.00

137.00 448.00
830.00 448.00

EOD
$data10 << EOD
137.00 448.00
236.00 485.15
293.91 516.99
335.00 544.28
366.87 567.68
392.91 587.72
414.93 604.91
434.00 619.64
450.82 632.26
465.87 643.09
479.48 652.37
491.91 660.33
503.34 667.14
513.93 672.98
523.78 677.98
533.00 682.27
541.66 685.95
549.82 689.11
557.54 691.82
564.87 694.13
571.84 696.12
578.48 697.82
584.83 699.28
590.91 700.52
596.74 701.60
602.34 702.53
607.73 703.32
612.93 704.00
617.94 704.57
622.78 705.06
627.47 705.49
632.00 705.86
636.40 706.17
640.66 706.44
644.80 706.67
648.82 706.87
652.74 707.04
656.54 707.18
660.25 707.30
663.87 707.40
667.40 707.49
670.84 707.57
674.20 707.64
677.48 707.69
680.69 707.74
683.83 707.78
686.90 707.82
689.91 707.84
692.86 707.87
695.74 707.90
698.57 707.92
701.34 707.93
704.06 707.95
706.73 707.96
709.35 707.97
711.93 707.99
714.46 708.00

EOD
$data11 << EOD
137.00 448.00
236.00 485.15
335.00 544.28
434.00 619.64
523.78 677.98
612.93 704.00
698.57 707.92
EOD
$data12 << EOD
137.00 448.00
236.00 464.51
293.91 479.98
335.00 494.46
366.87 508.02
392.91 520.72
414.93 532.62
434.00 543.76
450.82 554.20
465.87 563.97
479.48 573.12
491.91 581.69
503.34 589.71
513.93 597.23
523.78 604.27
533.00 610.86
541.66 617.04
549.82 622.82
557.54 628.23
564.87 633.30
571.84 638.05
578.48 642.49
584.83 646.65
590.91 650.55
596.74 654.21
602.34 657.62
607.73 660.84
612.93 663.84
617.94 666.65
622.78 669.27
627.47 671.74
632.00 674.06
636.40 676.22
640.66 678.24
644.80 680.14
648.82 681.92
652.74 683.59
656.54 685.15
660.25 686.60
663.87 687.97
667.40 689.24
670.84 690.44
674.20 691.55
677.48 692.61
680.69 693.60
683.83 694.52
686.90 695.38
689.91 696.18
692.86 696.94
695.74 697.65
698.57 698.32
701.34 698.94
704.06 699.52
706.73 700.07
709.35 700.58
711.93 701.06
714.46 701.50
716.94 701.92
719.38 702.31
721.78 702.67
724.14 703.02
726.47 703.35
728.75 703.64
731.00 703.93
733.21 704.19
735.40 704.44
737.54 704.67
739.66 704.89
741.74 705.10
743.80 705.30
745.82 705.48
749.79 705.80
753.65 706.09
757.41 706.34
761.07 706.56
764.65 706.75
768.13 706.92
771.53 707.06
774.85 707.19
778.10 707.30
781.27 707.40
784.38 707.48
787.42 707.56
790.39 707.62
793.31 707.67
796.16 707.73
798.96 707.78
801.71 707.82
804.41 707.84
807.05 707.87
809.65 707.90
812.20 707.92
814.70 707.95
817.17 707.97
819.59 708.00

EOD
$data13 << EOD
236.00 464.51
335.00 494.46
434.00 543.76
523.78 604.27
612.93 663.84
698.57 698.32
784.38 707.48
EOD
$data14 << EOD
137.00 448.00
236.00 472.76
293.91 495.18
335.00 515.46
366.87 533.80
392.91 550.40
414.93 565.42
434.00 579.00
450.82 591.30
465.87 602.41
479.48 612.48
491.91 621.58
503.34 629.82
513.93 637.27
523.78 644.01
533.00 650.11
541.66 655.64
549.82 660.63
557.54 665.15
564.87 669.23
571.84 672.93
578.48 676.27
584.83 679.30
590.91 682.04
596.74 684.52
602.34 686.76
607.73 688.79
612.93 690.62
617.94 692.28
622.78 693.79
627.47 695.16
632.00 696.39
636.40 697.51
640.66 698.51
644.80 699.42
648.82 700.24
652.74 700.98
656.54 701.66
660.25 702.27
663.87 702.81
667.40 703.31
670.84 703.76
674.20 704.18
677.48 704.54
680.69 704.88
683.83 705.18
686.90 705.45
689.91 705.70
692.86 705.92
695.74 706.13
698.57 706.31
701.34 706.48
704.06 706.63
706.73 706.76
709.35 706.89
711.93 707.01
714.46 707.12
716.94 707.21
719.38 707.28
721.78 707.36
724.14 707.43
726.47 707.49
728.75 707.54
731.00 707.60
733.21 707.64
735.40 707.67
737.54 707.71
739.66 707.75
741.74 707.78
743.80 707.80
745.82 707.83
749.79 707.88
753.65 707.91
757.41 707.93
761.07 707.96
764.65 707.99

EOD
$data15 << EOD
236.00 472.76
335.00 515.46
434.00 579.00
523.78 644.01
612.93 690.62
698.57 706.31
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
