set terminal svg size 960,804 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "session_lengths"
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
set yrange [804:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "How long sessions last" at screen 0.025000, screen 0.957711 left font "sans-serif,22" textcolor rgb "#222222"
set label "20,000 sessions and 8,647 users per treatment; all sessions of the run, counted" at screen 0.025000, screen 0.917910 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "share of the sessions that last so long, %" at screen 0.142708, screen 0.873134 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.142708, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.242857, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.343006, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.443155, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.543304, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.643452, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.743601, screen 0.554726 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.493229, screen 0.522388 center font "sans-serif,16" textcolor rgb "#222222"
set label "random" at screen 0.047917, screen 0.797264 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 5" at screen 0.858333, screen 0.812189 left font "sans-serif,16" textcolor rgb "#222222"
set label "[5, 5]" at screen 0.858333, screen 0.782338 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.143750, screen 0.792111 to screen 0.241815, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.810393 to screen 0.341964, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.823905 to screen 0.442113, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "29%" at screen 0.393080, screen 0.839552 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.444196, screen 0.813314 to screen 0.542262, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.544345, screen 0.780818 to screen 0.642411, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.762979 to screen 0.742560, screen 0.761194 behind fillcolor rgb "#222222" fillstyle solid 1 noborder
set label "ranker_2" at screen 0.047917, screen 0.705224 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 11" at screen 0.858333, screen 0.720149 left font "sans-serif,16" textcolor rgb "#222222"
set label "[10, 12]" at screen 0.858333, screen 0.690299 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.143750, screen 0.682893 to screen 0.241815, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.694078 to screen 0.341964, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.710175 to screen 0.442113, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.444196, screen 0.724996 to screen 0.542262, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "26%" at screen 0.493229, screen 0.740333 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.544345, screen 0.721740 to screen 0.642411, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.694014 to screen 0.742560, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set object rectangle from screen 0.744643, screen 0.672540 to screen 0.842708, screen 0.669154 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "ranker_1" at screen 0.047917, screen 0.613184 left font "sans-serif,16" textcolor rgb "#222222"
set label "median 7" at screen 0.858333, screen 0.628109 left font "sans-serif,16" textcolor rgb "#222222"
set label "[7, 8]" at screen 0.858333, screen 0.598259 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.143750, screen 0.597722 to screen 0.241815, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.243899, screen 0.612640 to screen 0.341964, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.344048, screen 0.629992 to screen 0.442113, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.444196, screen 0.636288 to screen 0.542262, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "27%" at screen 0.493229, screen 0.651781 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.544345, screen 0.615626 to screen 0.642411, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.644494, screen 0.586439 to screen 0.742560, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set object rectangle from screen 0.744643, screen 0.577450 to screen 0.842708, screen 0.577114 behind fillcolor rgb "#d55e00" fillstyle solid 1 noborder
set label "share of the sessions that get that far, %" at screen 0.142708, screen 0.467662 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.142708, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.242857, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.343006, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.443155, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.543304, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.643452, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "64" at screen 0.743601, screen 0.097015 center font "sans-serif,16" textcolor rgb "#222222"
set label "tracks recommended in a session" at screen 0.493229, screen 0.064677 center font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.132292, screen 0.119403 right font "sans-serif,16" textcolor rgb "#222222"
set label "20%" at screen 0.132292, screen 0.184080 right font "sans-serif,16" textcolor rgb "#222222"
set label "40%" at screen 0.132292, screen 0.248756 right font "sans-serif,16" textcolor rgb "#222222"
set label "60%" at screen 0.132292, screen 0.313433 right font "sans-serif,16" textcolor rgb "#222222"
set label "80%" at screen 0.132292, screen 0.378109 right font "sans-serif,16" textcolor rgb "#222222"
set label "100%" at screen 0.132292, screen 0.442786 right font "sans-serif,16" textcolor rgb "#222222"
set label "Bands and strokes on bars: 95% intervals, each on its own." at screen 0.025000, screen 0.024876 left font "sans-serif,16" textcolor rgb "#5f5f5f"
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
185.07 165.01
185.07 169.27

281.21 149.39
281.21 155.50

377.36 138.00
377.36 145.16

473.50 146.91
473.50 153.28

569.64 174.79
569.64 177.66

665.79 190.42
665.79 190.71

EOD
$data4 << EOD
24.00 266.00
936.00 266.00

EOD
$data5 << EOD
32.00 237.00
EOD
$data6 << EOD
185.07 253.92
185.07 255.99

281.21 244.19
281.21 247.73

377.36 230.35
377.36 235.69

473.50 217.77
473.50 224.43

569.64 220.52
569.64 226.92

665.79 244.24
665.79 247.78

761.93 263.01
761.93 263.55

EOD
$data7 << EOD
24.00 340.00
936.00 340.00

EOD
$data8 << EOD
32.00 311.00
EOD
$data9 << EOD
185.07 321.93
185.07 324.93

281.21 309.05
281.21 313.82

377.36 294.27
377.36 300.70

473.50 288.97
473.50 295.88

569.64 306.49
569.64 311.58

665.79 331.79
665.79 333.22

761.93 339.70
761.93 339.76

EOD
$data10 << EOD
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

137.00 708.00
810.00 708.00

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
$data11 << EOD
137.00 708.00
810.00 708.00

EOD
$data12 << EOD
233.14 481.97 488.34
289.38 511.92 522.06
329.29 538.22 550.34
360.24 561.22 574.14
385.53 581.26 594.19
406.91 598.69 611.13
425.43 613.81 625.47
441.77 626.89 637.63
456.38 638.22 647.96
469.60 648.00 656.75
481.67 656.44 664.22
492.77 663.70 670.58
503.05 669.95 676.01
512.62 675.33 680.64
521.57 679.95 684.59
529.98 683.93 687.97
537.91 687.36 690.86
545.41 690.30 693.33
552.52 692.82 695.44
559.29 694.98 697.25
565.74 696.84 698.80
571.91 698.43 700.12
577.81 699.80 701.25
583.47 700.98 702.23
588.91 701.99 703.06
594.15 702.86 703.78
599.19 703.60 704.39
604.06 704.23 704.91
608.76 704.77 705.35
613.31 705.24 705.74
617.71 705.64 706.07
621.98 705.98 706.35
626.12 706.28 706.60
630.14 706.54 706.81
634.05 706.76 706.98
637.85 706.94 707.13
641.55 707.10 707.26
645.15 707.23 707.37
648.67 707.34 707.46
652.09 707.44 707.54
655.43 707.53 707.61
658.70 707.60 707.67
661.89 707.66 707.72
665.00 707.71 707.77
668.05 707.76 707.80
671.03 707.80 707.84
673.95 707.83 707.86
676.81 707.86 707.88
679.62 707.89 707.91
682.36 707.91 707.93
685.06 707.93 707.94
687.70 707.94 707.95
690.29 707.96 707.96
692.84 707.97 707.98
695.34 707.99 707.99

EOD
$data13 << EOD
233.14 462.96 466.06
289.38 477.18 482.78
329.29 490.65 498.28
360.24 503.40 512.64
385.53 515.48 525.96
406.91 526.91 538.32
425.43 537.71 549.81
441.77 547.91 560.48
456.38 557.55 570.40
469.60 566.63 579.62
481.67 575.20 588.19
492.77 583.27 596.16
503.05 590.87 603.58
512.62 598.04 610.51
521.57 604.78 616.95
529.98 611.13 622.95
537.91 617.10 628.55
545.41 622.70 633.76
552.52 627.98 638.63
559.29 632.93 643.16
565.74 637.59 647.39
571.91 641.97 651.34
577.81 646.08 655.03
583.47 649.94 658.47
588.91 653.56 661.69
594.15 656.98 664.70
599.19 660.17 667.51
604.06 663.17 670.12
608.76 665.98 672.57
613.31 668.62 674.86
617.71 671.11 677.01
621.98 673.43 679.00
626.12 675.61 680.88
630.14 677.65 682.63
634.05 679.58 684.27
637.85 681.37 685.80
641.55 683.06 687.23
645.15 684.64 688.57
648.67 686.12 689.82
652.09 687.50 690.98
655.43 688.80 692.07
658.70 690.01 693.10
661.89 691.16 694.06
665.00 692.24 694.96
668.05 693.24 695.80
671.03 694.18 696.58
673.95 695.06 697.31
676.81 695.88 698.00
679.62 696.66 698.65
682.36 697.38 699.25
685.06 698.06 699.81
687.70 698.70 700.34
690.29 699.30 700.84
692.84 699.86 701.30
695.34 700.38 701.73
697.79 700.87 702.13
700.20 701.32 702.51
702.57 701.75 702.86
704.91 702.15 703.19
707.20 702.53 703.51
709.45 702.89 703.80
711.67 703.22 704.07
713.86 703.53 704.33
716.01 703.82 704.57
718.13 704.09 704.79
720.21 704.34 705.00
722.27 704.59 705.20
724.29 704.81 705.39
728.25 705.23 705.73
732.11 705.59 706.02
735.86 705.90 706.28
739.51 706.17 706.50
743.06 706.41 706.70
746.53 706.63 706.88
749.91 706.81 707.03
753.22 706.97 707.16
756.44 707.11 707.27
759.60 707.23 707.37
762.68 707.34 707.46
765.69 707.43 707.53
768.64 707.51 707.60
771.53 707.59 707.66
774.37 707.64 707.71
777.14 707.70 707.75
779.86 707.76 707.80
782.53 707.80 707.84
785.14 707.83 707.86
787.71 707.86 707.88
790.23 707.89 707.91
792.71 707.91 707.93
795.14 707.94 707.95
797.54 707.97 707.98

EOD
$data14 << EOD
233.14 470.52 475.01
289.38 491.32 499.04
329.29 510.46 520.45
360.24 528.05 539.55
385.53 544.19 556.61
406.91 558.98 571.86
425.43 572.50 585.50
441.77 584.87 597.73
456.38 596.14 608.68
469.60 606.43 618.52
481.67 615.81 627.35
492.77 624.35 635.29
503.05 632.12 642.42
512.62 639.19 648.84
521.57 645.61 654.61
529.98 651.45 659.82
537.91 656.75 664.50
545.41 661.57 668.73
552.52 665.94 672.53
559.29 669.89 675.96
565.74 673.48 679.05
571.91 676.74 681.85
577.81 679.70 684.38
583.47 682.39 686.66
588.91 684.81 688.71
594.15 687.01 690.57
599.19 689.00 692.24
604.06 690.81 693.76
608.76 692.45 695.13
613.31 693.94 696.38
617.71 695.28 697.50
621.98 696.50 698.52
626.12 697.60 699.42
630.14 698.59 700.25
634.05 699.49 700.99
637.85 700.30 701.66
641.55 701.04 702.27
645.15 701.71 702.83
648.67 702.30 703.32
652.09 702.85 703.77
655.43 703.35 704.18
658.70 703.80 704.55
661.89 704.20 704.88
665.00 704.57 705.19
668.05 704.90 705.46
671.03 705.20 705.70
673.95 705.47 705.93
676.81 705.71 706.13
679.62 705.94 706.31
682.36 706.14 706.48
685.06 706.33 706.63
687.70 706.50 706.77
690.29 706.64 706.89
692.84 706.78 707.01
695.34 706.91 707.11
697.79 707.03 707.20
700.20 707.13 707.29
702.57 707.21 707.36
704.91 707.30 707.43
707.20 707.37 707.49
709.45 707.44 707.54
711.67 707.50 707.59
713.86 707.56 707.64
716.01 707.60 707.67
718.13 707.64 707.71
720.21 707.69 707.74
722.27 707.73 707.78
724.29 707.76 707.80
728.25 707.81 707.85
732.11 707.87 707.89
735.86 707.90 707.92
739.51 707.93 707.94
743.06 707.96 707.96
746.53 707.99 707.99

EOD
$data15 << EOD
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
$data16 << EOD
137.00 448.00
233.14 485.15
329.29 544.28
425.43 619.64
512.62 677.98
599.19 704.00
685.06 707.93
EOD
$data17 << EOD
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
$data18 << EOD
233.14 464.51
329.29 494.46
425.43 543.76
512.62 604.27
599.19 663.84
685.06 698.94
771.53 707.62
EOD
$data19 << EOD
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
$data20 << EOD
233.14 472.76
329.29 515.46
425.43 579.00
512.62 644.01
599.19 690.62
685.06 706.48
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 1.5 notitle, \
     $data4 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data5 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data6 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 1.5 notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data8 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data9 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 1.5 notitle, \
     $data10 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data11 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data12 using 1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "#222222" notitle, \
     $data13 using 1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "#0072b2" notitle, \
     $data14 using 1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "#d55e00" notitle, \
     $data15 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 2.5 notitle, \
     $data16 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data17 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data18 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data19 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data20 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle
