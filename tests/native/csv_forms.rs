//! Tables as programs write them: where their names stand, what stands around them, how their
//! numbers are written.

use super::csv::{names, owned, read};
use chainrule::data::csv::{Beside, Choice, Lines, Separator, Sheet, Why};

/// All values of the columns of numbers, row by row, as the whole table is learned.
fn numbers(sheet: &Sheet) -> Vec<Vec<f64>> {
    let numeric: Vec<usize> =
        sheet.report().columns.iter().enumerate().filter(|(_, column)| column.numeric).map(|(at, _)| at).collect();
    let column = |at: usize| {
        let target = if at == 0 { sheet.report().columns.len() - 1 } else { 0 };
        let whole = Choice { inputs: vec![at], target, as_classes: None };
        let other = Choice { inputs: vec![target], target: at, as_classes: Some(false) };
        sheet.select(&whole).map(|taken| taken.x).or_else(|_| sheet.select(&other).map(|taken| taken.targets))
    };
    numeric.into_iter().map(|at| column(at).unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// Lines beside the table: first, last, what.
fn beside(sheet: &Sheet) -> Vec<(u32, u32, Beside)> {
    sheet.report().beside.iter().map(|Lines { first, last, what }| (*first, *last, *what)).collect()
}

fn flaws(sheet: &Sheet) -> Vec<(u32, Why, String)> {
    let first = sheet.flaws(&sheet.suggest()).unwrap_or_else(|error| panic!("{error}")).first;
    first.into_iter().map(|flaw| (flaw.line, flaw.why, flaw.found)).collect()
}

#[test]
fn the_separator_is_the_one_that_all_lines_agree_on() {
    use Separator::{Comma, Pipe, Semicolon, Spaces, Tab};
    let rows = |row: &str, count: usize| row.repeat(count);
    for (text, separator, columns) in [
        ("03.04.;Brot;2,40\n04.04.;Milch;1,15\n05.04.;Brot;2,50\n".to_owned(), Semicolon, 3),
        (format!("Ort;Summe\n{}", rows("Ulm;4,75\n", 30)), Semicolon, 2),
        ("8.120,35;1.999,90\n7.450,15;2.030,05\n".to_owned(), Semicolon, 2),
        (rows("8.120,35;1.999,90;7\n", 40), Semicolon, 3),
        ("2024-02-01 08:00;0,5;1,5\n2024-02-01 09:00;0,6;1,7\n".to_owned(), Semicolon, 3),
        ("Frage;Wert\nGut, sehr gut;4\nNaja, eher nicht;2\n".to_owned(), Semicolon, 2),
        ("a\t1,25\nb\t2,75\nc\t3,5\n".to_owned(), Tab, 2),
        ("key|x|y\nk|1,5|2,5\nl|2,5|3,5\n".to_owned(), Pipe, 3),
        ("t wert\n0,5 1,25\n1,0 2,75\n".to_owned(), Spaces, 2),
        ("Paris,2024-01-01 10:00,5\nRome,2024-01-01 11:00,6\n".to_owned(), Comma, 3),
        ("id,tags\n1,a;b\n2,c;d\n3,e;f\n".to_owned(), Comma, 2),
    ] {
        let report = read(&text).report();
        assert_eq!((report.separator, report.columns.len()), (separator, columns), "{text:?}");
    }
}

#[test]
fn names_are_found_wherever_they_stand() {
    use Beside::{Above, Separator, Under};
    type Found<'a> = (&'a str, &'a [&'a str], u32, &'a [(u32, u32, Beside)]);
    #[rustfmt::skip]
    let tables: &[Found] = &[
        // Lines that end in a separator: all, the rows alone, or some.
        ("u;v;\n1;2;\n3;5;\n", &["u", "v"], 2, &[]),
        ("u,v\n1,2,,\n3,5,,\n4,4,,\n", &["u", "v"], 3, &[]),
        ("u,v\n1,2\n3,5,\n4,4,,\n7,1\n", &["u", "v"], 4, &[]),
        // A last column that has a name stays, empty or not.
        ("u,v,w\n1,2,\n3,5,\n", &["u", "v", "w"], 2, &[]),
        // R: the row names' column has no name, quoted or not, numbered or not.
        ("\"u\" \"v\"\n\"Mazda RX4\" 21 6\n\"Datsun 710\" 22.8 4\n", &["x1", "u", "v"], 2, &[]),
        ("u v\n1 21 6\n2 22.8 4\n", &["x1", "u", "v"], 2, &[]),
        ("\"u\";\"v\"\n\"a\";1,5;2\n\"b\";2,5;4\n", &["x1", "u", "v"], 2, &[]),
        ("\"u\"\t\"v\"\n\"1\"\t\"p\"\t\"q\"\n\"2\"\t\"r\"\t\"s\"\n", &["x1", "u", "v"], 2, &[]),
        ("\"\",\"u\",\"v\"\n\"1\",2.5,3\n\"2\",3.5,1\n", &["x1", "u", "v"], 2, &[]),
        // Behind a number sign.
        ("#u,v\n1,2\n3,4\n", &["u", "v"], 2, &[]),
        ("# u v w\n1 2 3\n3 4 5\n", &["u", "v", "w"], 2, &[]),
        ("#u\tv\n1\t2\n3\t4\n", &["u", "v"], 2, &[]),
        ("# made by hand\n# u, v\n1, 2\n3, 4\n", &["u", "v"], 2, &[]),
        ("#,v\n1,2\n2,4\n", &["#", "v"], 2, &[]),
        // Under a line that names the separator.
        ("sep=;\r\nu;v\r\n1;2\r\n3;4\r\n", &["u", "v"], 2, &[(1, 1, Separator)]),
        ("\"sep=,\"\nu,v\n1,2\n3,4\n", &["u", "v"], 2, &[(1, 1, Separator)]),
        // Over units and types.
        ("time,force,ok\ns,kN,-\n0,2.5,0\n1,3.5,1\n", &["time", "force", "ok"], 2, &[(2, 2, Under)]),
        ("time;force\n[s];[kN]\n0,1;2,5\n0,2;3,5\n0,3;4,5\n", &["time", "force"], 3, &[(2, 2, Under)]),
        ("who,height\n,cm\nAnn,170\nBen,180\nCid,175\n", &["who", "height"], 3, &[(2, 2, Under)]),
        ("u,v,w\nfloat,float,int\n0.5,2.5,1\n1.5,3.5,2\n", &["u", "v", "w"], 2, &[(2, 2, Under)]),
        ("|u|v|\n|---|---|\n|1|2|\n|3|4|\n", &["u", "v"], 2, &[(2, 2, Under)]),
        // Under a line about the device, as wide as a row or not.
        ("box,ch1,ch2\ntime,Ux,Uy\n0,1,2\n1,4,5\n2,7,9\n", &["time", "Ux", "Uy"], 3, &[(1, 1, Above)]),
        ("Report,,\nRun,7,\ntime,Ux,Uy\n0,1,2\n1,4,5\n2,7,9\n", &["time", "Ux", "Uy"], 3, &[(1, 2, Above)]),
        ("Logger X\nSerial: 77\n\ntime,Ux\ns,V\n0,1\n1,4\n2,7\n", &["time", "Ux"], 3, &[(1, 2, Above), (5, 5, Under)]),
        ("Model;X\nSerial;7\nUser;me\nDay;4\nu;v;w\n1;2;3\n4;5;6\n", &["u", "v", "w"], 2, &[(1, 4, Above)]),
        // Numbers that are names: years, and pandas' columns without names.
        ("land,2019,2020\nA,1.5,2\nB,2.5,3\n", &["land", "2019", "2020"], 2, &[]),
        (",0,1\n0,1.5,2.5\n1,3.5,4.5\n", &["x1", "0", "1"], 2, &[]),
        ("2019,2020\n2018,2019\n2001,2002\n", &["x1", "x2"], 3, &[]),
    ];
    for (text, columns, rows, lines) in tables {
        let sheet = read(text);
        assert_eq!(names(&sheet), *columns, "{text:?}");
        assert_eq!((sheet.report().rows, sheet.report().broken), (*rows, 0), "{text:?}");
        assert_eq!(beside(&sheet), *lines, "{text:?}");
    }
}

#[test]
fn a_short_first_line_has_names_only_over_row_names() {
    for text in ["u,v\n1,2,3\n1,4,5\n1,7,7\n", "u,5\n1,2,3\n2,4,5\n3,7,7\n", "u,v\n1.5,2,3\n2.5,4,5\n3.5,7,7\n"] {
        let sheet = read(text);
        assert_eq!((names(&sheet), sheet.report().header), (owned(&["x1", "x2", "x3"]), false), "{text:?}");
        assert_eq!(flaws(&sheet), [(1, Why::Fields, "2".to_owned())], "{text:?}");
    }
}

#[test]
fn a_row_with_a_slip_is_no_line_of_units() {
    for text in [
        "who,height\nAnn,tall\nBen,180\nCid,175\nDan,166\nEve,170\nFay,171\nGus,180\nHal,164\nIda,177\nJon,190\nKim,168\n",
        "kind,u,v\na,oops,bad\nb,1,2\na,3,4\nb,5,6\na,7,8\nb,9,1\na,2,3\nb,4,5\na,6,7\nb,8,9\na,1,2\n",
        "u,v\n1,2\n3,4\nu,v\n5,6\n7,8\n9,1\n2,3\n4,5\n6,7\n8,9\n1,1\n2,2\n",
    ] {
        let report = read(text).report();
        assert_eq!((report.beside.as_slice(), report.broken), (&[][..], 0), "{text:?}");
        assert_eq!(report.rows as usize, text.lines().count() - 1, "{text:?}");
    }
}

#[test]
fn a_number_sign_begins_a_comment_only_where_a_line_is_no_row() {
    // Cells of their own: told where they are no value, kept where they are.
    let sheet =
        read("u,v,k\n#N/A,4,0\n2,#DIV/0!,1\n3,5,1\n4,6,0\n5,7,1\n6,8,0\n7,9,1\n8,3,0\n9,2,0\n1,1,1\n2,2,1\n3,3,0\n");
    assert_eq!(flaws(&sheet), [(2, Why::Missing, String::new()), (3, Why::NotANumber, "#DIV/0!".to_owned())]);
    for (text, rows) in [
        ("paint,n\n#12ab00,5\n#000000,6\n#999999,7\n", 3),
        ("#12ab00,5,1\n#000000,6,2\n", 2),
        ("tag,n\n#one,5\n#two,6\n", 2),
    ] {
        let report = read(text).report();
        assert_eq!((report.rows, report.comments, report.columns[0].numeric), (rows, 0, false), "{text:?}");
    }
    // Comments: other lines, and rows that were taken out.
    for (text, rows, comments) in [
        ("u,v\n1,2\n# a word\n#\n3,4\n", 2, 2),
        ("u,v\n1,2\n#5,6\n3,4\n", 2, 1),
        ("u v\n1 2\n#5 6\n# about the next\n3 4\n", 2, 2),
        ("# one, \"two, three\nu,v\n1,2\n3,4\n", 2, 1),
        ("# all\nu\n1\n2\n", 2, 1),
    ] {
        let report = read(text).report();
        assert_eq!((report.rows, report.comments, report.broken), (rows, comments, 0), "{text:?}");
    }
}

#[test]
fn a_quoted_cell_that_goes_over_rows_is_told_with_both_lines() {
    for (text, told) in [
        ("n,by,k\n1,\"Bell,0\n2,Dow,1\n3,Dow\",1\n4,Dow,0\n5,Fox,1\n", vec![(2, Why::Lines, "4".to_owned())]),
        ("n;by;k\n7;Dow;1\n1,5;\"Bell;0\n2,5;Dow\";1\n4;Dow;0\n5;Fox;1\n", vec![(3, Why::Lines, "4".to_owned())]),
        (
            "n\tk\tby\n1\t5\t\"Bell\n2\t6\tDow\n3\t7\tDow\"\n4\t8\tFox\n5\t8\tFox\n",
            vec![(2, Why::Lines, "4".to_owned())],
        ),
        // Whole texts in quotes may go over lines, and may have separators.
        ("n,by,k\n1,\"Hill Street 5,\nUlm\",0\n2,\"a, b\nc, d\",1\n3,Fox,0\n", vec![]),
        ("n,k,by\n1,5,\"one\ntwo, 3, three\"\n2,6,Fox\n3,7,Fox\n", vec![]),
        ("n,by,k\n1,\"Bell,0\n2,Dow,1\n3,Fox,0\n", vec![(2, Why::Quote, String::new())]),
    ] {
        let sheet = read(text);
        assert_eq!(flaws(&sheet), told, "{text:?}");
    }
}

#[test]
fn numbers_are_read_as_their_column_writes_them() {
    for (text, expected) in [
        ("u;k\n1.234,5;a\n12.345,6;b\n987,5;a\n", vec![1234.5, 12345.6, 987.5]),
        ("u,k\n\"1,234.5\",a\n\"12,345,678\",b\n0.5,a\n", vec![1234.5, 12_345_678.0, 0.5]),
        ("u,k\n\"0,5\",a\n\"1,25\",b\n\"-2,75\",a\n", vec![0.5, 1.25, -2.75]),
        ("u;k\n1 234,5;a\n2 345,6;b\n", vec![1234.5, 2345.6]),
        ("u;k\n1'234.50;a\n2'345.60;b\n", vec![1234.5, 2345.6]),
        ("u,k\n12.5%,a\n7 %,b\n", vec![12.5, 7.0]),
        ("u,k\n\"$1,200.50\",a\n($7),b\n-$5,a\n", vec![1200.5, -7.0, -5.0]),
        ("u;k\n1.200,50 €;a\n€ 7,25;b\n5,00-;a\n", vec![1200.5, 7.25, -5.0]),
        ("u\tk\nUSD 5\ta\n6\tb\n", vec![5.0, 6.0]),
        // A column may differ from the others where it says so itself.
        ("u;v\n1,5;0.25\n2,5;0.75\n3,5;0.5\n4,5;0.1\n", vec![1.5, 2.5, 3.5, 4.5, 0.25, 0.75, 0.5, 0.1]),
        // What is undecided follows the others.
        ("u;v\n1,5;1.234\n2,5;2.345\n", vec![1.5, 2.5, 1234.0, 2345.0]),
        ("u\tv\n1.5\t1,234\n2.5\t2,345\n", vec![1.5, 2.5, 1234.0, 2345.0]),
    ] {
        let sheet = read(text);
        assert_eq!(numbers(&sheet).concat(), expected, "{text:?}");
        assert_eq!(sheet.report().doubt, None, "{text:?}");
    }
}

#[test]
fn numbers_that_read_both_ways_are_left_to_a_person() {
    for (text, likely, point, comma) in [
        ("u;v\n1.234;2.345\n3.456;4.567\n", false, [1.234, 3.456], [1234.0, 3456.0]),
        ("u;v\n1,234;2\n3,456;4\n", true, [1234.0, 3456.0], [1.234, 3.456]),
        ("u\tv\n1,234\t2\n3,456\t4\n", false, [1234.0, 3456.0], [1.234, 3.456]),
        ("u,v\n\"1,234\",2\n\"3,456\",4\n", false, [1234.0, 3456.0], [1.234, 3.456]),
        ("u;v\n1.200 €;2\n3.400 €;4\n", true, [1.2, 3.4], [1200.0, 3400.0]),
        // Short whole numbers beside them show that thousands are parted, long ones that they are
        // not.
        ("u\tv\n1.234\t2\n3.456\t4\n987\t5\n", true, [1.234, 3.456], [1234.0, 3456.0]),
        ("u\tv\n1,234\t2\n3,456\t4\n5000\t5\n", true, [1234.0, 3456.0], [1.234, 3.456]),
    ] {
        let report = read(text).report();
        let doubt = report.doubt.unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!((report.decimal_comma, doubt.column), (likely, 0), "{text:?}");
        assert_eq!((doubt.with_point[..2].to_vec(), doubt.with_comma[..2].to_vec()), (point.to_vec(), comma.to_vec()));
        for (said, expected) in [(None, if likely { comma } else { point }), (Some(false), point), (Some(true), comma)]
        {
            let sheet = Sheet::read_with(text, said).unwrap();
            assert_eq!(numbers(&sheet)[0][..2], expected, "{text:?} {said:?}");
            assert!(sheet.report().doubt.is_some(), "it can be said otherwise again");
        }
    }
    // Where commas separate, an unquoted point stands before decimals; columns that leave no doubt
    // stay.
    assert_eq!(read("u,v\n1.234,5.678\n2.345,6.789\n").report().doubt, None);
    let said = Sheet::read_with("u;v\n1.234;0,5\n2.345;1,5\n", Some(false)).unwrap();
    assert_eq!(numbers(&said), [vec![1.234, 2.345], vec![0.5, 1.5]]);
}

#[test]
fn what_keeps_a_cell_from_being_a_number_is_told() {
    let column = |good: &str, bad: &str| format!("u,k\n{}{bad},a\n", format!("{good},b\n").repeat(12));
    for (good, bad, why) in [
        ("1.5", "\"2,5\"", Why::DecimalSign),
        ("\"1,5\"", "2.75", Why::DecimalSign),
        ("5%", "6", Why::OtherSign),
        ("5", "6%", Why::OtherSign),
        ("$5", "€6", Why::OtherSign),
        ("5", "6 kg", Why::Unit),
        ("5", "1.2.3", Why::NotANumber),
    ] {
        let found = bad.trim_matches('"').to_owned();
        let sheet = read(&column(good, bad));
        assert_eq!(flaws(&sheet), [(14, why, found.clone())], "{good} and {bad}");
        // Where it is no column of numbers, the first such cell is told beside it.
        let few = format!("u,k\n{good},b\n{bad},a\n{bad},b\n{bad},a\n{good},b\n{good},a\n");
        let odd = read(&few).report().columns.remove(0).odd.unwrap_or_else(|| panic!("{few:?}"));
        assert!([good.trim_matches('"'), found.as_str()].contains(&odd.found.as_str()) && odd.line > 1, "{odd:?}");
    }
    let report = read("mass,k\n3 kg,a\n4 kg,b\n5 kg,a\n").report();
    let odd = report.columns[0].odd.clone().unwrap();
    assert_eq!((odd.line, odd.why, odd.found.as_str()), (2, Why::Unit, "3 kg"));
    assert_eq!(report.columns[0].words, owned(&["3 kg", "4 kg", "5 kg"]));
    let signs = read("u,v,w\n5%,$3,7\n6%,4,8\n").report().columns;
    assert_eq!(signs.iter().map(|column| column.sign.as_deref()).collect::<Vec<_>>(), [Some("%"), Some("$"), None]);
}
