//! Which columns are suggested, and why others are not.

use super::csv::read;
use chainrule::data::csv::{Choice, RowLabel};
use chainrule::error::Kind;

/// The names of the suggested inputs, and of the target.
fn suggested(text: &str) -> (Vec<String>, String) {
    let report = read(text).report();
    let name = |at: usize| report.columns[at].name.clone();
    (report.inputs.iter().map(|&at| name(at)).collect(), name(report.target))
}

/// Checks the label of one column, which is then neither suggested as input nor as target, and can
/// be chosen.
fn check_label(text: &str, column: usize, label: RowLabel) {
    let sheet = read(text);
    let report = sheet.report();
    assert_eq!(report.columns[column].label, Some(label), "{text:?}");
    assert!(!report.inputs.contains(&column) && report.target != column && !report.inputs.is_empty(), "{text:?}");
    if report.columns[column].numeric {
        let chosen = Choice { inputs: vec![column], target: report.target, as_classes: None };
        assert!(sheet.select(&chosen).is_ok(), "{text:?}");
    }
}

/// A table of rows: a first column, an ordinary one and a class.
fn table(name: &str, cells: &[&str]) -> String {
    let rows =
        cells.iter().enumerate().map(|(row, cell)| format!("{cell},{}.5,{}\n", row * 7 % 5, ["u", "v"][row % 2]));
    format!("{name},b,kind\n{}", rows.collect::<String>())
}

#[test]
fn columns_that_label_the_rows_are_not_suggested() {
    use RowLabel::{Counts, Identifier, Unnamed, Words};
    let ids = ["14", "3", "88", "21", "60", "9"];
    for name in [
        "id",
        "ID",
        "user_id",
        "userId",
        "PassengerId",
        "id_client",
        "No.",
        "Sample No",
        "nr",
        "Lfd. Nr.",
        "rownames",
        "row_id",
        "Row ID",
        "obs",
        "index",
        "S.No",
        "序号",
        "用户ID",
        "样本编号",
        "#",
    ] {
        check_label(&table(name, &ids), 0, Identifier);
    }
    for name in ["", "Unnamed: 0"] {
        // Two tables one under the other number their rows twice.
        check_label(&table(name, &["0", "1", "2", "0", "1", "2"]), 0, Unnamed);
        check_label(&table(name, &ids), 0, Unnamed);
        check_label(&table(name, &["r1", "r2", "r3", "r4"]), 0, Unnamed);
    }
    let twenty: Vec<String> = (0..24).map(|row| (100 + row + row / 3).to_string()).collect();
    let twenty: Vec<&str> = twenty.iter().map(String::as_str).collect();
    for cells in [
        &["1", "2", "3", "4"][..],
        &["0", "1", "2", "3", "4"],
        &["1007", "1008", "1009", "1010"],
        &["9", "8", "7", "6", "5"],
        &["4", "1", "6", "3", "2", "5"],
        &["1.0", "2.0", "3.0", "4.0"],
        &twenty,
    ] {
        check_label(&table("probe", cells), 0, Counts);
    }
    check_label(&table("code", &["A001", "A002", "A003", "A004", "A005"]), 0, Words);
    check_label("a,b,kind,nr\n5,1,u,1\n3,2,v,2\n5,7,u,3\n4,1,v,4\n", 3, Identifier);
    check_label("a,kind,place\n5.5,u,1\n3,v,2\n5,u,3\n4,v,4\n", 2, Counts);
    check_label("\"\",\"a\",\"kind\"\n\"1\",5,\"u\"\n\"2\",3,\"v\"\n\"3\",5,\"u\"\n", 0, Unnamed);
    check_label("a kind\n1 5 u\n2 3 v\n3 5 u\n", 0, Unnamed);
}

#[test]
fn quantities_and_classes_stay_suggested() {
    for (name, cells) in [
        ("x", &["1", "2", "3", "4", "5"][..]),
        ("age", &["4", "5", "6", "7"]),
        ("hours", &["1", "2", "3", "4", "5"]),
        ("Age (years)", &["6", "5", "4", "3"]),
        ("年份", &["2001", "2002", "2003", "2004"]),
        ("rooms", &["1", "2", "3"]),
        ("rooms", &["1", "2", "2", "3", "4"]),
        ("rooms", &["3", "1", "2", "5", "4"]),
        ("dose", &["10", "20", "30", "40"]),
        ("mass", &["14", "3", "88", "21", "60", "9"]),
        ("ratio", &["1.5", "2.5", "3.5", "4.5"]),
        ("group_id", &["0", "1", "0", "1", "1"]),
        ("no", &["0", "1", "0", "1", "1"]),
        ("index", &["1.33", "1.41", "1.52", "1.66"]),
    ] {
        assert_eq!(
            suggested(&table(name, cells)),
            (vec![name.to_owned(), "b".into()], "kind".into()),
            "{name} {cells:?}"
        );
    }
    // A class is the target whatever its name ends in, and the only column that can be learned from
    // is.
    for (text, inputs, target) in [
        ("a,b,class_id\n1.5,4,0\n2,3,1\n7,9,0\n2,2,1\n", &["a", "b"][..], "class_id"),
        ("x,y\n1,3\n2,5\n3,7\n4,9\n5,11\n", &["x"], "y"),
        ("a,b\n1,3.5\n2,5\n3,7\n4,9\n", &["a"], "b"),
        ("p,q\n1,4\n2,5\n3,6\n4,7\n", &["p"], "q"),
        (",value\n0,3.5\n1,5\n2,7\n3,9\n", &["x1"], "value"),
        ("index,value\n4,3.5\n9,5\n2,7\n", &["index"], "value"),
        ("row,step,kind\n1,5,u\n2,6,v\n3,7,u\n4,8,v\n", &["step"], "kind"),
        // Without numbers beside it, a class is learned from the number.
        ("kind,a\nu,1.5\nv,2.5\nu,3.5\n", &["a"], "kind"),
        ("a,species\n1.5,s\n2.5,t\n3.5,q\n4.5,r\n", &["a"], "species"),
    ] {
        assert_eq!(
            suggested(text),
            (inputs.iter().map(|&name| name.to_owned()).collect(), target.to_owned()),
            "{text:?}"
        );
    }
}

#[test]
fn no_and_yes_are_learned_from_as_0_and_1() {
    for (no, yes) in [("no", "yes"), ("FALSE", "TRUE"), ("False", "True"), ("n", "y"), ("nein", "ja"), ("否", "是")] {
        let text = format!("a,flag,k\n1.5,{yes},u\n2.5,{no},v\n3.5,,u\n4.5,{yes},v\n5.5,{no},u\n");
        let sheet = read(&text);
        let report = sheet.report();
        let truth = report.columns[1].truth.clone().unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!((truth.no.as_str(), truth.yes.as_str(), report.columns[1].numeric), (no, yes, false));
        assert_eq!(report.inputs, [0, 1], "{text:?}");
        let taken = sheet.select(&sheet.suggest()).unwrap();
        assert_eq!(taken.x, [1.5, 1.0, 2.5, 0.0, 4.5, 1.0, 5.5, 0.0], "{text:?}");
        // As a target they are classes with their words.
        let target = sheet.select(&Choice { inputs: vec![0], target: 1, as_classes: None }).unwrap();
        let mut words = [no.to_owned(), yes.to_owned()];
        words.sort_unstable();
        assert_eq!(target.classes, words);
    }
    // In whatever case they are; other words are words.
    let mixed = read("a,flag,k\n1,Yes,u\n2,no,v\n3,YES,u\n");
    assert_eq!(mixed.select(&mixed.suggest()).unwrap().x, [1.0, 1.0, 2.0, 0.0, 3.0, 1.0]);
    for cells in [["yes", "maybe", "no"], ["yes", "yes", "yes"], ["yes", "false", "yes"], ["y", "1", "n"]] {
        let [a, b, c] = cells;
        let report = read(&format!("a,flag,k\n1,{a},u\n2,{b},v\n3,{c},u\n")).report();
        assert_eq!((report.columns[1].truth.clone(), report.inputs), (None, vec![0]), "{cells:?}");
    }
}

#[test]
fn where_no_column_can_be_learned_from_the_reason_is_told() {
    for (text, kind, field, found) in [
        ("a,b\nx,y\nz,w\n", Kind::NoNumbers, "a", "x"),
        ("mass,k\n3 kg,u\n4 kg,v\n5 kg,u\n", Kind::NoNumbers, "mass", "3 kg"),
        ("rate,k\n3,u\n4%,v\n5,u\n6%,v\n", Kind::NoNumbers, "rate", "4%"),
        ("a\n1\n2\n3\n", Kind::DoesNotFit, "columns", "1"),
        ("a,b\nNA,1\nNA,2\nNA,3\n", Kind::TooFewRows, "table", "0"),
        // There it can be chosen.
        ("id,kind\n1,u\n2,v\n3,u\n4,v\n", Kind::Empty, "inputs", "nothing"),
        ("row_id,who,kind\n1,a,u\n2,b,v\n3,c,u\n4,d,v\n", Kind::Empty, "inputs", "nothing"),
    ] {
        let sheet = read(text);
        let choice = sheet.suggest();
        assert_eq!(choice.inputs, Vec::<usize>::new(), "{text:?}");
        let error = sheet.select(&choice).unwrap_err();
        assert_eq!((error.kind, error.field.as_str()), (kind, field), "{text:?}: {error}");
        assert!(error.to_string().contains(found), "{text:?}: {error}");
    }
}
