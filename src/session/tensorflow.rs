//! Links of TensorFlow Playground (playground.tensorflow.org) in the settings of this one. Names, defaults and meanings are those of its `state.ts`, `nn.ts` and
//! `playground.ts`.

use super::settings::Setting;
use crate::data::Problem;
use crate::error::{Error, Kind};
use serde::Serialize;

/// Names that only its links have.
const THEIRS: &[&str] = &[
    "batchSize",
    "collectStats",
    "cosX",
    "cosY",
    "dataset",
    "discretize",
    "hideText",
    "initZero",
    "learningRate",
    "networkShape",
    "percTrainData",
    "regDataset",
    "regularization",
    "regularizationRate",
    "showTestData",
    "sinX",
    "sinY",
    "xSquared",
    "xTimesY",
    "ySquared",
];

/// Names that its links have, and others too.
const SHARED: &[&str] = &["activation", "noise", "problem", "seed", "tutorial", "x", "y"];

/// How a name ends that says whether a control is hidden.
const HIDE: &str = "_hide";

/// Its inputs, whether they are usual, and the features here.
const FEATURES: &[(&str, bool, &str)] = &[
    ("x", true, "x1"),
    ("y", true, "x2"),
    ("xSquared", false, "x1-squared"),
    ("ySquared", false, "x2-squared"),
    ("xTimesY", false, "x1x2"),
    ("sinX", false, "sin-x1"),
    ("sinY", false, "sin-x2"),
    ("cosX", false, "cos-x1"),
    ("cosY", false, "cos-x2"),
];

/// Its data sets of classes, and of numbers, and those here.
const CLASSES: &[(&str, &str)] = &[("circle", "circle"), ("xor", "xor"), ("gauss", "gauss"), ("spiral", "spiral")];
const NUMBERS: &[(&str, &str)] = &[("reg-plane", "plane"), ("reg-gauss", "multi-gauss")];

/// Its penalties, and the settings here that have their strength.
const PENALTIES: &[(&str, &str)] = &[("none", ""), ("L1", "l1"), ("L2", "l2")];

const ACTIVATIONS: &[(&str, &str)] =
    &[("tanh", "tanh"), ("relu", "relu"), ("sigmoid", "sigmoid"), ("linear", "linear")];

const PROBLEMS: &[(&str, Problem)] =
    &[("classification", Problem::Classification), ("regression", Problem::Regression)];

/// What is different there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// Another generator draws the points and the first weights.
    Points,
    /// Noise decides which class or number a point gets, where it stays; here it moves the point.
    Noise,
    /// Classes are −1 and 1 behind a tanh, and errors are halved.
    ClassLoss,
    /// Errors are halved.
    NumberLoss,
    /// A weight that the L1 penalty brings to 0 stays 0.
    L1,
    /// The link hides parts of that page.
    Hides,
    /// The link opens a tutorial.
    Tutorial,
}

/// A link of its, in the names and texts of links here.
pub(super) struct Translated {
    pub(super) pairs: Vec<(String, String)>,
    /// What is none of its own choices.
    pub(super) errors: Vec<Error>,
    pub(super) differences: Vec<Difference>,
}

/// Its state: names and texts, the last one of each name.
struct State<'a> {
    pairs: &'a [(String, String)],
    errors: Vec<Error>,
}

impl Translated {
    /// Translates a link, if it has more names of theirs than of ours.
    pub(super) fn of(pairs: &[(String, String)]) -> Option<Translated> {
        let count = |is: &dyn Fn(&str) -> bool| pairs.iter().filter(|(key, _)| is(key)).count();
        let theirs = |key: &str| THEIRS.contains(&key) || key.ends_with(HIDE);
        let ours = |key: &str| Setting::named(key).is_ok() && !SHARED.contains(&key);
        if count(&theirs) <= count(&ours) {
            return None;
        }
        let mut state = State { pairs, errors: Vec::new() };
        let (mut translated, differences) = state.translated();
        // What it has of our names counts more, and what is of neither is told.
        let others = pairs.iter().filter(|(key, _)| !theirs(key) && !SHARED.contains(&key.as_str()));
        translated.retain(|(key, _)| !others.clone().any(|(other, _)| other == key));
        let mut pairs: Vec<_> = translated.into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
        pairs.extend(others.cloned());
        Some(Translated { pairs, errors: state.errors, differences })
    }
}

impl<'a> State<'a> {
    /// The text of a name; nothing where it is not there or empty.
    fn get(&self, name: &str) -> Option<&'a str> {
        let text = self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, text)| text.trim());
        text.filter(|text| !text.is_empty())
    }

    fn flag(&self, name: &str, usual: bool) -> bool {
        self.get(name).map_or(usual, |text| text != "false")
    }

    /// Our word for one of theirs; for the first one where there is none or another.
    fn choice<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> T {
        let (_, usual) = words[0];
        let Some(text) = self.get(name) else { return usual };
        let known = words.iter().find(|(theirs, _)| *theirs == text);
        known.map_or_else(
            || {
                let expected: Vec<&str> = words.iter().map(|(theirs, _)| *theirs).collect();
                self.errors.push(Error::new(Kind::NotAChoice, name, text, expected.join(", ")));
                usual
            },
            |&(_, ours)| ours,
        )
    }

    fn translated(&mut self) -> (Vec<(&'static str, String)>, Vec<Difference>) {
        let (mut pairs, mut differences) = (Vec::new(), vec![Difference::Points]);
        let mut put = |key: &'static str, text: &str| pairs.push((key, text.to_owned()));
        let (classes, numbers) = (self.choice("dataset", CLASSES), self.choice("regDataset", NUMBERS));
        if self.choice("problem", PROBLEMS) == Problem::Classification {
            put("data", classes);
            // Its outputs are tanh and aim at −1 and 1: the same as a sigmoid that aims at 0 and 1.
            put("output_activation", "sigmoid");
            differences.push(Difference::ClassLoss);
        } else {
            put("data", numbers);
            put("samples", "1200");
            differences.push(Difference::NumberLoss);
        }
        put("loss", "mse");
        put("activation", self.choice("activation", ACTIVATIONS));
        for (theirs, ours, usual) in [
            ("learningRate", "lr", "0.03"),
            ("batchSize", "batch_size", "10"),
            ("noise", "noise", "0"),
            ("percTrainData", "train_share", "50"),
        ] {
            put(ours, self.get(theirs).unwrap_or(usual));
        }
        if self.get("noise").is_some_and(|noise| noise != "0") {
            differences.push(Difference::Noise);
        }
        // An empty shape is a network without hidden layers.
        let named = self.pairs.iter().any(|(key, _)| key == "networkShape");
        let shape = self.get("networkShape").unwrap_or(if named { "none" } else { "4,2" });
        put("hidden", &shape.replace(',', "-"));
        let features = FEATURES.iter().filter(|(theirs, usual, _)| self.flag(theirs, *usual));
        put("features", &features.map(|(_, _, ours)| *ours).collect::<Vec<_>>().join("."));
        let (penalty, strength) = (self.choice("regularization", PENALTIES), self.get("regularizationRate"));
        if let Some(strength) = strength.filter(|strength| !penalty.is_empty() && *strength != "0") {
            put(penalty, strength);
            differences.extend((penalty == "l1").then_some(Difference::L1));
        }
        if self.flag("initZero", false) {
            put("initializer", "zeros");
        } else {
            // Weights are drawn from −½ to ½, and every bias begins at 0.1.
            for (key, text) in [("initializer", "uniform"), ("init_scale", "0.5"), ("bias_initializer", "constant")] {
                put(key, text);
            }
            put("bias_scale", "0.1");
        }
        if let Some(seed) = self.get("seed").and_then(seed) {
            put("seed", &seed);
            put("data_seed", &seed);
        }
        for (theirs, ours) in [("showTestData", "show_test"), ("discretize", "hard")] {
            put(ours, &self.flag(theirs, false).to_string());
        }
        let hidden = |(key, text): &(String, String)| key.ends_with(HIDE) && text == "true";
        if self.flag("hideText", false) || self.pairs.iter().any(hidden) {
            differences.push(Difference::Hides);
        }
        differences.extend(self.get("tutorial").map(|_| Difference::Tutorial));
        (pairs, differences)
    }
}

/// A seed as ours are, for one of theirs such as `0.51437`: its digits.
fn seed(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).skip_while(|digit| *digit == '0').take(9).collect();
    Some(digits).filter(|digits| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Asked, Config, Session};

    /// What the page of theirs writes when nothing was changed.
    const USUAL: &str = "activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.82116&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false";

    const START: &str = "initializer=uniform&bias_initializer=constant";

    #[test]
    fn its_usual_link_is_understood_whole() {
        let asked = Asked::read(USUAL);
        assert_eq!((asked.left_out.len(), asked.exact, asked.own), (0, true, false), "{:?}", asked.left_out);
        let expected = format!("data_seed=82116&{START}&seed=82116&loss=mse&output_activation=sigmoid&lr=0.03");
        assert_eq!(asked.config.to_link(), expected);
        assert_eq!(asked.differences, Some(vec![Difference::Points, Difference::ClassLoss]));
        assert_eq!(
            Asked::read("learningRate=0.03&seed=82116").config,
            asked.config,
            "what is not said is as usual there"
        );
        assert_eq!(Asked::read(&USUAL.replace(',', "%2C")).config, asked.config);
    }

    #[test]
    fn its_settings_become_ours() {
        let rows = [
            ("dataset=spiral&networkShape=8,8,6&activation=relu", "data=spiral&hidden=8-8-6&activation=relu"),
            ("dataset=xor&networkShape=&xTimesY=true&x=false", "data=xor&features=x2.x1x2&hidden=none"),
            ("dataset=gauss&noise=25&percTrainData=70&batchSize=1", "data=gauss&noise=25&train_share=70&batch_size=1"),
            ("regularization=L2&regularizationRate=0.003", "l2=0.003"),
            ("regularization=L1&regularizationRate=0.01", "l1=0.01"),
            ("regularization=L1&regularizationRate=0", ""),
            ("discretize=true&showTestData=true&sinX=true", "features=x1.x2.sin-x1&show_test=true&hard=true"),
        ];
        for (link, settings) in rows {
            let asked = Asked::read(link);
            let same = format!("{settings}&{START}&loss=mse&output_activation=sigmoid{}", "&lr=0.03");
            assert_eq!(asked.config, Config::from_link(same.trim_start_matches('&')).unwrap(), "{link}");
            assert!(asked.left_out.is_empty() && asked.exact && asked.differences.is_some(), "{link}");
        }
        let numbers =
            Asked::read("problem=regression&regDataset=reg-gauss&dataset=spiral&initZero=true&learningRate=0.3");
        let same = "data=multi-gauss&samples=1200&initializer=zeros&loss=mse&lr=0.3";
        assert_eq!(numbers.config, Config::from_link(same).unwrap());
        assert_eq!(numbers.differences, Some(vec![Difference::Points, Difference::NumberLoss]));
    }

    #[test]
    fn what_has_no_counterpart_is_told() {
        let link = "networkShape=4,2&noise=5&regularization=L1&regularizationRate=0.1&playButton_hide=true&tutorial=dp";
        let all = [Difference::Points, Difference::ClassLoss, Difference::Noise, Difference::L1, Difference::Hides];
        assert_eq!(Asked::read(link).differences, Some([&all[..], &[Difference::Tutorial]].concat()));
        assert_eq!(Asked::read("playButton_hide=false&hideText=false").differences.map(|all| all.len()), Some(2));
    }

    #[test]
    fn what_is_wrong_in_it_is_told_with_its_limits() {
        let link = "regularization=L2&regularizationRate=10&networkShape=4,64&activation=swish&dataset=moon&learningRate=fast&colour=red&optimizer=adam";
        let asked = Asked::read(link);
        let fields: Vec<&str> = asked.left_out.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["dataset", "activation", "lr", "hidden", "l2", "colour"]);
        assert_eq!(asked.left_out[4].limits.map(|limits| limits.max), Some(1.0));
        assert_eq!(asked.config.optimizer, crate::nn::Optimizer::Adam, "our names among theirs count");
        let asked = Asked::read("x=false&y=false&networkShape=3");
        assert_eq!((asked.left_out[0].field.as_str(), asked.config.hidden), ("features", vec![3]));
    }

    #[test]
    fn our_links_are_none_of_its() {
        for link in ["activation=relu&noise=5&seed=3", "data=xor&hidden=3&learningRate=0.1", "x=true&y=false", ""] {
            assert_eq!(Asked::read(link).differences, None, "{link}");
        }
    }

    #[test]
    fn what_it_asks_for_is_learned() {
        let link = "dataset=circle&networkShape=4,2&learningRate=0.3&seed=0.5";
        let mut session = Session::<f32>::new(Asked::read(link).config);
        for _ in 0..400 {
            session.epoch().unwrap();
        }
        assert!(session.metrics().train.accuracy.unwrap() > 0.95);
    }
}
