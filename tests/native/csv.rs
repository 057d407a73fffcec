//! Tables as people have them: what is understood, what is left out and why, what is refused, and what is written reads back.

use chainrule::data::Problem;
use chainrule::data::csv::{Choice, MOST_BYTES, MOST_ROWS, Selection, Separator, Sheet, Why, write};
use chainrule::error::Kind;
use chainrule::session::{Config, Session};
use proptest::prelude::*;
use std::fmt::Write;

pub(super) fn read(text: &str) -> Sheet {
    Sheet::read(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

pub(super) fn names(sheet: &Sheet) -> Vec<String> {
    sheet.report().columns.into_iter().map(|column| column.name).collect()
}

fn suggested(text: &str) -> Selection {
    let sheet = read(text);
    sheet.select(&sheet.suggest()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

pub(super) fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const FLOWERS: &str = "\u{feff}length,width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n4.9,3.0,setosa\n";

#[test]
fn a_table_is_understood_as_it_is_written() {
    use Separator::{Comma, Pipe, Semicolon, Spaces, Tab};
    /// Text, separator, decimal comma, header, rows, names.
    type Understood<'a> = (&'a str, Separator, bool, bool, u32, &'a [&'a str]);
    #[rustfmt::skip]
    let rows: &[Understood] = &[
        (FLOWERS, Comma, false, true, 3, &["length", "width", "species"]),
        ("a;b;c\r\n1,5;2;x\r\n2,5;3;y\r\n", Semicolon, true, true, 2, &["a", "b", "c"]),
        ("1,5;2,3\n2,5;3,5", Semicolon, true, false, 2, &["x1", "x2"]),
        ("a\tb\n1\t2.5\n3\t4\n", Tab, false, true, 2, &["a", "b"]),
        ("a\tb\n1\t2,5\n3\t4\n", Tab, true, true, 2, &["a", "b"]),
        ("a|b\r1|2\r3|4", Pipe, false, true, 2, &["a", "b"]),
        ("  1.0   2.0  \n -1.0  20.0  \n", Spaces, false, false, 2, &["x1", "x2"]),
        ("# from a sensor\nt, v\n\n1, 2\n   \n2, 3\n,\n", Comma, false, true, 2, &["t", "v"]),
        ("\"a\",\"b, c\"\n\"1\",\"2\"\n\"3\",\"4\"\n", Comma, false, true, 2, &["a", "b, c"]),
        ("a,a,,a (2)\n1,2,3,4\n5,6,7,8", Comma, false, true, 2, &["a", "a (2)", "x3", "a (2) (2)"]),
        ("\"2019\",\"2020\"\n1,2\n3,4", Comma, false, true, 2, &["2019", "2020"]),
        ("name,kind\nx,y\nz,w", Comma, false, true, 2, &["name", "kind"]),
        ("1,2", Comma, false, false, 1, &["x1", "x2"]),
        ("7\n8\n9", Comma, false, false, 3, &["x1"]),
        ("| a | b |\n|---|:--|\n| 1 | 2 |\n| 3 | 4 |\n", Pipe, false, true, 2, &["a", "b"]),
        ("长度，,类别\n1,甲\n2,乙", Comma, false, true, 2, &["长度，", "类别"]),
    ];
    for (text, separator, decimal_comma, header, count, columns) in rows {
        let report = read(text).report();
        assert_eq!(report.separator, *separator, "{text:?}");
        assert_eq!((report.decimal_comma, report.header), (*decimal_comma, *header), "{text:?}");
        assert_eq!((report.rows, report.cut), (*count, false), "{text:?}");
        assert_eq!(names(&read(text)), *columns, "{text:?}");
    }
}

#[test]
fn columns_are_numbers_or_words_and_the_first_rows_are_shown() {
    let report = read(FLOWERS).report();
    assert_eq!(report.columns.iter().map(|c| c.numeric).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(
        (report.columns[2].words.as_slice(), report.columns[2].more),
        (&["setosa".to_owned(), "versicolor".into()][..], false)
    );
    assert_eq!(report.glance[1], ["7.0", "3.2", "versicolor"]);
    let mut many = String::from("n,name\n");
    (0..25).for_each(|i| writeln!(many, "{i},name {i}").unwrap());
    let report = read(&many).report();
    assert_eq!((report.columns[1].words.len(), report.columns[1].more, report.glance.len()), (20, true, 6));
    // Nine of ten are enough for numbers, eight are not.
    let column =
        |bad: usize| read(&format!("x\n{}{}", "1\n".repeat(10 - bad), "?x\n".repeat(bad))).report().columns[0].numeric;
    assert_eq!([column(0), column(1), column(2)], [true, true, false]);
    // The word that is at fault is told, however many numbers stand before it; words alone are at no fault.
    let odd =
        |rows: &str| read(&format!("x,y\n{rows}")).report().columns[1].odd.clone().map(|odd| (odd.line, odd.found));
    let numbers: String = (0..30).map(|i| format!("1,{i}\n")).collect();
    assert_eq!(odd(&format!("{numbers}{}", "1,n/k\n1,gone\n".repeat(3))), Some((32, "n/k".to_owned())));
    assert_eq!([odd(&numbers), odd("1,a\n2,b\n3,a\n")], [None, None]);
}

#[test]
fn rows_with_errors_are_told_by_line_and_the_others_stay() {
    let good = "1,2,a\n".repeat(20);
    let text = format!("x,y,kind\n1,2\n\n# no row\n1,2,a,b\n{good}3,oops,b\nNA,1,a\n1,inf,a\n1,2,\n\"4,5,b\n6,7,b\n");
    let sheet = read(&text);
    let choice = sheet.suggest();
    assert_eq!(choice, Choice { inputs: vec![0, 1], target: 2, as_classes: None });
    let flaws = sheet.flaws(&choice).unwrap();
    let told: Vec<_> = flaws.first.iter().map(|f| (f.line, f.column.as_deref(), f.why, f.found.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, None, Why::Fields, "2"),
            (5, None, Why::Fields, "4"),
            (26, Some("y"), Why::NotANumber, "oops"),
            (27, Some("x"), Why::Missing, ""),
            (28, Some("y"), Why::NotFinite, "inf"),
            (29, Some("kind"), Why::Missing, ""),
            (30, None, Why::Quote, ""),
        ]
    );
    assert_eq!(flaws.count, 7);
    let reasons: Vec<_> = flaws.reasons.iter().map(|reason| (reason.why, reason.count)).collect();
    assert_eq!(
        reasons,
        [(Why::Fields, 2), (Why::NotANumber, 1), (Why::Missing, 2), (Why::NotFinite, 1), (Why::Quote, 1)]
    );
    // What was read, what of it is no row of the table, and what is no row at all.
    let report = sheet.report();
    assert_eq!((report.rows, report.broken, report.blank, report.comments), (25, 3, 1, 1));
    let selection = sheet.select(&choice).unwrap();
    assert_eq!((selection.targets.len(), selection.classes), (21, vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!((&selection.x[40..], selection.targets[20]), (&[6.0, 7.0][..], 1.0));

    // What is wrong in a column that is not chosen harms no row.
    let flaws = sheet.flaws(&Choice { inputs: vec![0], target: 2, as_classes: None }).unwrap();
    assert_eq!(flaws.first.iter().map(|f| f.line).collect::<Vec<_>>(), [2, 5, 27, 29, 30]);
}

#[test]
fn a_long_list_of_errors_is_cut_and_counted() {
    let text =
        format!("x,y\n{}{}", "1,2\n".repeat(500), format!("1,{}\n", "z".repeat(90)).repeat(50) + &"NA,2\n".repeat(400));
    let sheet = read(&text);
    let flaws = sheet.flaws(&sheet.suggest()).unwrap();
    assert_eq!((flaws.count, flaws.first.len()), (450, 200));
    assert_eq!(flaws.reasons.iter().map(|reason| reason.count).collect::<Vec<_>>(), [50, 400]);
    assert!(flaws.first.iter().all(|flaw| flaw.found.chars().count() <= 41));
}

#[test]
fn targets_and_inputs_are_suggested() {
    for (text, inputs, target) in [
        (FLOWERS, &[0, 1][..], 2),
        ("class,a,b\n1,2,3\n2,3,4\n1,5,6", &[1, 2], 0),
        ("Id,a,Species\n1,2,x\n2,3,y\n", &[1], 2),
        (
            "a,b,comment\n1,2,once\n2,3,upon\n3,1,a\n4,5,time\n5,1,p\n6,1,q\n7,1,r\n8,1,s\n9,1,t\n10,1,u\n11,1,v\n",
            &[0],
            1,
        ),
        ("1,2,3\n4,5,6", &[0, 1], 2),
    ] {
        let choice = read(text).suggest();
        assert_eq!((choice.inputs.as_slice(), choice.target), (inputs, target), "{text:?}");
    }
}

#[test]
fn targets_are_classes_or_numbers() {
    for (text, as_classes, classes, targets) in [
        ("x,c\n1,b\n2,a\n3,b", None, &["a", "b"][..], [1.0, 0.0, 1.0]),
        ("x,c\n1,10\n2,9\n3,10", None, &["9", "10"], [1.0, 0.0, 1.0]),
        ("x,c\n1,0\n2,-0\n3,1", None, &["0", "1"], [0.0, 0.0, 1.0]),
        ("x,c\n1,10\n2,9\n3,8", None, &[], [10.0, 9.0, 8.0]),
        ("x,c\n1,1.5\n2,2\n3,2", None, &[], [1.5, 2.0, 2.0]),
        ("x,c\n1,1.5\n2,2\n3,2", Some(true), &["1.5", "2"], [0.0, 1.0, 1.0]),
        ("x,c\n1,1\n2,2\n3,2", Some(false), &[], [1.0, 2.0, 2.0]),
    ] {
        let selection = read(text).select(&Choice { inputs: vec![0], target: 1, as_classes }).unwrap();
        assert_eq!((selection.classes, selection.targets), (owned(classes), targets.to_vec()), "{text:?}");
    }
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let many: String = (0..30).map(|i| format!("{i},{},w{i}\n", i % 12)).collect();
    let many = format!("x,n,w\n{many}");
    let hidden = format!("x,w\n{}1,a\n2,b\n", (0..30).map(|i| format!(",w{i}\n")).collect::<String>());
    let wide = |columns: usize| format!("{}1\n", "1,".repeat(columns - 1)).repeat(3);
    let choice = |inputs: &[usize], target, as_classes| Choice { inputs: inputs.to_vec(), target, as_classes };
    for (text, choice, kind, field) in [
        (FLOWERS, choice(&[], 2, None), Kind::Empty, "inputs"),
        (FLOWERS, choice(&[0, 2], 2, None), Kind::DoesNotFit, "inputs"),
        (FLOWERS, choice(&[0, 3], 2, None), Kind::OutOfRange, "columns"),
        (FLOWERS, choice(&[2], 1, None), Kind::NoNumbers, "species"),
        (FLOWERS, choice(&[0], 2, Some(false)), Kind::NoNumbers, "species"),
        ("x,c\n1,a\n2,a", choice(&[0], 1, None), Kind::ClassCount, "c"),
        (&many, choice(&[0], 1, Some(true)), Kind::ClassCount, "n"),
        (&many, choice(&[0], 2, None), Kind::ClassCount, "w"),
        // Of very many words only the last two have an x: they are not told apart.
        (&hidden, choice(&[0], 1, None), Kind::ClassCount, "w"),
        (&wide(40), choice(&(0..33).collect::<Vec<_>>(), 39, None), Kind::TooLong, "inputs"),
        ("1,2", choice(&[0], 1, None), Kind::TooFewRows, "table"),
        ("x,y\n1,NA\nNA,1\n1,2", choice(&[0], 1, None), Kind::TooFewRows, "table"),
    ] {
        let error = read(text).select(&choice).unwrap_err();
        assert_eq!((error.kind, error.field.as_str()), (kind, field), "{error}");
        assert!(!error.expected.is_empty() && error.to_string().len() < 200, "{error}");
    }
    for (text, kind, field) in [
        ("", Kind::Empty, "table"),
        (" \n\n# nothing\n,,\n", Kind::Empty, "table"),
        (&wide(51), Kind::TooLong, "columns"),
        (&"1".repeat(MOST_BYTES + 1), Kind::TooLong, "table"),
    ] {
        let error = Sheet::read(text).unwrap_err();
        assert_eq!((error.kind, error.field.as_str()), (kind, field), "{error}");
    }
    assert_eq!(read(&wide(50)).suggest().inputs.len(), 32);
}

#[test]
fn of_a_longer_table_the_first_rows_are_taken() {
    let rows = |count: usize| "1,2\n3,4\n".repeat(count / 2);
    for (text, taken, cut) in [
        (rows(MOST_ROWS), MOST_ROWS, false),
        (format!("a,b\n{}", rows(MOST_ROWS)), MOST_ROWS, false),
        (rows(MOST_ROWS + 2), MOST_ROWS, true),
        (format!("a,b\n{}", rows(MOST_ROWS + 2)), MOST_ROWS, true),
    ] {
        let sheet = read(&text);
        assert_eq!((sheet.rows(), sheet.report().cut), (taken, cut));
        assert_eq!(sheet.select(&sheet.suggest()).unwrap().targets.len(), taken);
    }
}

#[test]
fn the_largest_table_is_read_soon() {
    let mut text = String::new();
    for row in 0..MOST_ROWS {
        (0..20).for_each(|column| write!(text, "{:.4},", f64::from((row * 31 + column) as u32 % 9973) / 7.0).unwrap());
        writeln!(text, "class {}", row % 3).unwrap();
    }
    let start = std::time::Instant::now();
    let selection = suggested(&text);
    let took = start.elapsed();
    println!("{} bytes in {took:?}", text.len());
    assert_eq!((selection.names.len(), selection.targets.len(), selection.classes.len()), (20, MOST_ROWS, 3));
    // A tenth of this is usual; a quadratic reader would take minutes.
    assert!(took.as_secs() < 10, "{took:?}");
}

/// The tables that come with the page, as scikit-learn has them.
#[test]
fn the_tables_of_the_page_are_whole() {
    let table = |text: &str, rows: usize, inputs: usize, classes: &[(&str, usize)]| {
        let sheet = read(text);
        let choice = sheet.suggest();
        assert_eq!(sheet.flaws(&choice).unwrap().count, 0);
        let selection = sheet.select(&choice).unwrap();
        assert_eq!((selection.targets.len(), selection.names.len()), (rows, inputs));
        let count = |class: usize| selection.targets.iter().filter(|target| **target == class as f64).count();
        let counted = selection.classes.iter().enumerate().map(|(class, name)| (name.as_str(), count(class)));
        assert_eq!(counted.collect::<Vec<_>>(), classes);
        let means = (0..inputs).map(|at| selection.x.iter().skip(at).step_by(inputs).sum::<f64>() / rows as f64);
        (selection.names.clone(), selection.x[..inputs].to_vec(), means.collect::<Vec<_>>())
    };
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    let (names, first, means) = table(
        include_str!("../../www/data/iris.csv"),
        150,
        4,
        &[("setosa", 50), ("versicolor", 50), ("virginica", 50)],
    );
    assert_eq!((names[0].as_str(), first.as_slice()), ("sepal length (cm)", &[5.1, 3.5, 1.4, 0.2][..]));
    // `load_iris().data.mean(axis=0)`; the same below.
    close(means[0], 5.843333333333334);
    close(means[3], 1.1993333333333336);
    let classes = [("class_0", 59), ("class_1", 71), ("class_2", 48)];
    let (names, first, means) = table(include_str!("../../www/data/wine.csv"), 178, 13, &classes);
    assert_eq!((names[12].as_str(), first[0], first[12]), ("proline", 14.23, 1065.0));
    close(means[0], 13.000617977528083);
    let classes = [("benign", 357), ("malignant", 212)];
    let (names, first, means) = table(include_str!("../../www/data/breast-cancer.csv"), 569, 30, &classes);
    assert_eq!((names[29].as_str(), first[0], first[29]), ("worst fractal dimension", 17.99, 0.1189));
    close(means[3], 654.8891036906857);
}

#[test]
fn a_table_that_was_read_can_be_learned() {
    let selection = suggested(include_str!("../../www/data/iris.csv"));
    let table = selection.table();
    assert_eq!((table.columns.len(), table.points.len(), table.points.x(149)), (4, 150, &[5.9, 3.0, 5.1, 1.8][..]));
    assert_eq!((table.target.as_str(), table.problem), ("species", Problem::Classification));
    assert_eq!(table.task, suggested(include_str!("../../www/data/iris.csv")).table().task);
    let other = Selection { targets: vec![1.0; 150], ..selection };
    assert_ne!(table.task, other.table().task);
    let mut session = Session::<f32>::new(Config::default().reading(table, true).unwrap());
    session.advance(1500, || true).unwrap();
    let metrics = session.metrics();
    assert!(metrics.test.accuracy.unwrap() > 0.9, "{metrics:?}");
}

/// Text that comes near a table more often than not.
fn scrap() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        10 => proptest::sample::select(vec![
            "1", "2.5", "-3", "1,5", "1e5", "1e99", "a", "setosa", "NA", "?", "\"", "\"\"", "\"a,b\"", ",", ",", ",", ";", "\t", "|", " ", "\n",
            "\n", "\r\n", "\r", "#", "\u{feff}", "−1", "中", "∞",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    proptest::collection::vec(piece, 0..200).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in scrap(), target in 0usize..6, as_classes in any::<Option<bool>>()) {
        let sheet = match Sheet::read(&text) {
            Ok(sheet) => sheet,
            Err(error) => {
                prop_assert!(matches!(error.kind, Kind::Empty | Kind::TooLong), "{}", error);
                return Ok(());
            }
        };
        let report = sheet.report();
        prop_assert_eq!(report.rows as usize, sheet.rows());
        prop_assert!(report.glance.iter().all(|row| row.len() == report.columns.len()));
        let suggested = sheet.suggest();
        let other = Choice { inputs: (0..target).collect(), target, as_classes };
        for choice in [suggested, other] {
            let (flaws, selection) = (sheet.flaws(&choice), sheet.select(&choice));
            if let Ok(selection) = selection {
                let flaws = flaws.unwrap();
                let broken = flaws.first.iter().filter(|flaw| flaw.column.is_none()).count();
                prop_assert_eq!(selection.targets.len() + flaws.count as usize, sheet.rows() + broken, "each row is taken or told");
                prop_assert!(flaws.first.is_sorted_by_key(|flaw| flaw.line));
                prop_assert_eq!(selection.x.len(), selection.targets.len() * selection.names.len());
                prop_assert!(selection.x.iter().chain(&selection.targets).all(|x| x.is_finite()));
                let classes = selection.classes.len() as f64;
                prop_assert!(classes == 0.0 || selection.targets.iter().all(|t| (0.0..classes).contains(t)));
            }
        }
    }

    #[test]
    fn what_is_written_reads_back(
        columns in proptest::collection::vec("[a-z0-9 \",;#中_=+@'-]{0,12}", 1..6),
        classes in proptest::collection::btree_set("[a-z=+@'-][a-z \",;#'\n中]{0,9}z", 2..6),
        numbers in proptest::collection::vec(prop_oneof![-1e6..1e6f64, -1e-9..1e-9f64, -1e17..1e17f64, (-9i32..9).prop_map(f64::from)], 12..60),
        as_classes in any::<bool>(),
    ) {
        let mut columns: Vec<String> = columns.iter().map(|name| name.trim().to_owned()).collect();
        columns.iter_mut().enumerate().for_each(|(place, name)| if place == 0 { name.push('x') } else { *name = format!("{name}{place}") });
        let classes: Vec<String> = if as_classes { classes.into_iter().collect() } else { Vec::new() };
        let width = columns.len();
        let x: Vec<&[f64]> = numbers.chunks_exact(width).collect();
        // Every class is there at least once, and numbers are no classes.
        let target = |row: usize| if as_classes { (row % classes.len()) as f64 } else { row as f64 + 0.5 };
        let text = write(&columns, "the answer", &classes, x.iter().enumerate().map(|(row, x)| (*x, target(row))));
        let sheet = Sheet::read(&text).unwrap();
        prop_assert!(sheet.report().header, "{}", text);
        if x.len() >= classes.len().max(2) {
            let choice = Choice { inputs: (0..width).collect(), target: width, as_classes: None };
            let selection = sheet.select(&choice).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(&selection.names, &columns, "{}", text);
            prop_assert_eq!(selection.target_name.as_str(), "the answer");
            prop_assert_eq!(&selection.classes, &classes, "{}", text);
            prop_assert_eq!(&selection.x, &x.concat());
            prop_assert!(selection.targets.iter().enumerate().all(|(row, found)| *found == target(row)));
        }
    }
}
