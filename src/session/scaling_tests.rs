//! Standardising as a session does it: of each column, of features made of them, of each answer.

use super::run::Session;
use super::saved::Keep;
use crate::data::csv::Sheet;

const ROWS: usize = 24;

/// Two columns, and answers of three sizes: around 2, around 300 and always 7.
fn table() -> String {
    let mut text = "u,v,small,large,same\n".to_owned();
    for i in 0..ROWS {
        let (u, v) = ((i % 6) as f64 * 0.5, (i / 6) as f64 * 40.0 - 1000.0);
        text += &format!("{u},{v},{},{},7\n", 1.0 + u * 0.8, 300.0 + v / 10.0 - 20.0 * u);
    }
    text
}

fn prepared(link: &str, text: &str, targets: usize) -> Session<f64> {
    let table = Sheet::read(text).and_then(|sheet| sheet.table_of_all(targets, false)).unwrap();
    Session::prepared(link, Some(table), None).unwrap()
}

/// Mean and variance.
fn spread(numbers: impl Iterator<Item = f64> + Clone) -> [f64; 2] {
    let count = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / count;
    [mean, numbers.map(|x| (x - mean) * (x - mean)).sum::<f64>() / count]
}

#[track_caller]
fn close(got: &[f64], right: &[f64], within: f64) {
    assert!(got.len() == right.len(), "{got:?} {right:?}");
    assert!(got.iter().zip(right).all(|(got, right)| (got - right).abs() <= within), "{got:?}, right is {right:?}");
}

#[test]
fn each_answer_of_a_table_has_mean_0_and_deviation_1() {
    let session = prepared("hidden=none&standardise=true", &table(), 3);
    let targets: Vec<Vec<f64>> = (0..ROWS).map(|row| session.trace(row).unwrap().target).collect();
    for answer in 0..2 {
        close(&spread(targets.iter().map(|of| of[answer])), &[0.0, 1.0], 1e-9);
    }
    assert!(targets.iter().all(|of| of[2] == 0.0), "an answer that is always the same");
}

#[test]
fn answers_are_told_in_their_own_units_wherever_they_are_told() {
    let link = "hidden=none&loss=mse&standardise=true&optimizer=adam&lr=0.05&batch_size=24";
    let mut session = prepared(link, &table(), 3);
    for _ in 0..1500 {
        session.epoch().unwrap();
    }
    let all = session.points().0.clone();
    for row in [0, 7, 23] {
        let right = [0, 1, 2].map(|answer| all.answer(row, answer));
        close(&session.predict(all.x(row)).unwrap(), &right, 0.01);
        let at = session.view().part(all.x(row), all.target(row));
        close(&session.probe(at).unwrap().answers, &right, 0.01);
    }
    // A shift of one deviation in every answer is an error of one deviation in each one's own unit.
    let before = session.metrics().train.mae.unwrap();
    assert!(before < 0.01, "{before}");
    let scales = [0, 1, 2].map(|answer| session.scaling.target(answer));
    let mut params = session.params();
    let count = params.len();
    params[count - 3..].iter_mut().for_each(|bias| *bias += 1.0);
    session.set_params(&params).unwrap();
    let mean = scales.iter().map(|scale| scale.deviation).sum::<f64>() / 3.0;
    close(&[session.metrics().train.mae.unwrap()], &[mean], 0.02);
    let right = [0, 1, 2].map(|answer| all.answer(5, answer) + scales[answer].deviation);
    close(&session.predict(all.x(5)).unwrap(), &right, 0.02);
}

#[test]
fn what_is_opened_has_the_scale_of_each_answer() {
    let mut session = prepared("hidden=4&standardise=true&batch_size=7", &table(), 2);
    session.advance(40, || true).unwrap();
    let mut opened = Session::<f64>::opened(&session.saved(Keep::All)).unwrap().whole();
    assert_eq!(opened.scaling, session.scaling);
    assert_eq!(opened.scaling.targets.len(), 2);
    for session in [&mut session, &mut opened] {
        session.advance(40, || true).unwrap();
    }
    assert_eq!(opened.params(), session.params());
}

#[test]
fn answers_that_are_classes_stay_as_they_are() {
    let text = "a,b,kind\n1,2,x\n2,4,y\n3,9,x\n";
    let table = Sheet::read(text).and_then(|sheet| sheet.table_of_all(1, true)).unwrap();
    let session = Session::<f64>::prepared("hidden=none&standardise=true", Some(table), None).unwrap();
    assert_eq!((0..3).map(|row| session.trace(row).unwrap().target[0]).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
}

/// The guide's words about standardising hold, number by number.
#[test]
fn features_are_made_of_standardised_columns_as_the_guide_says() {
    let says = |html: &str, words: &str| assert!(html.contains(words), "the guide does not say: {words}");
    let (en, zh) = (include_str!("../../www/guide/en.html"), include_str!("../../www/guide/zh.html"));
    let link = "hidden=none&standardise=true&features=x1.x1-squared.x1x2.sin-x2&formula=x1*x1%2Bx2";
    let session = prepared(link, &table(), 3);
    let points = session.points().0;
    let inputs: Vec<Vec<f64>> = (0..ROWS).map(|row| session.inputs().of(points.x(row))).collect();
    let input = |place: usize| inputs.iter().map(move |of| of[place]);

    says(en, "Features are made of the standardised columns");
    says(zh, "特征由标准化之后的列计算");
    let z = |column: usize| session.scaling.columns[column].to_network(points.x(5)[column]);
    close(&inputs[5][..4], &[z(0), z(0) * z(0), z(0) * z(1), libm::sin(z(1))], 1e-12);

    says(en, "has mean 1, not 0");
    says(zh, "均值为 1，而不是 0");
    close(&spread(input(0)), &[0.0, 1.0], 1e-12);
    let [mean, variance] = spread(input(1));
    close(&[mean], &[1.0], 1e-12);
    assert!((variance - 1.0).abs() > 0.01, "{variance}");

    says(en, "A formula is computed from the columns as they are, and its value is standardised");
    says(zh, "公式由原来的数值计算，其结果再作标准化");
    close(&spread(input(4)), &[0.0, 1.0], 1e-9);
    let scale = session.scaling.columns[2];
    let [u, v] = [points.x(5)[0], points.x(5)[1]];
    close(&[scale.to_people(inputs[5][4])], &[u * u + v], 1e-9);

    says(en, "A column that is constant over the training points becomes 0");
    says(zh, "在训练样本中为常数的列变为 0");
    says(en, "each answer by its own mean and deviation");
    says(zh, "每个答案各用自己的均值和标准差");
}

#[test]
fn a_constant_column_reaches_the_network_as_exactly_0() {
    for constant in ["0.1", "-0.3", "1e-12", "123456.789", "1e17", "0"] {
        for rows in [2, 3, 7, 18, 110, 999] {
            let lines = (0..rows).map(|row| format!("{constant},{row},{}\n", row % 2));
            let text = "k,a,t\n".to_owned() + &lines.collect::<String>();
            let session = prepared("hidden=none&standardise=true", &text, 1);
            let first = |row| session.trace(row).unwrap().layers[0].x[0];
            assert!([0, 1, rows - 1].map(first) == [0.0; 3], "{constant} in {rows} rows: {}", first(0));
        }
    }
}
