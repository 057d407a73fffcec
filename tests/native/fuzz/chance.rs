//! Chance for made-up input: small, fast, and the same everywhere.

use chainrule::session::{SETTINGS, Setting, Shape, Value};

/// splitmix64 (Steele, Lea, Flood 2014).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x6a09_e667_f3bc_c909)
    }

    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `n`, which is not 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    /// Once in `n` times.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Some character, of any length in bytes.
    pub(super) fn letter(&mut self) -> char {
        let most = self.pick(&[0x80, 0x80, 0x800, 0x1_0000, 0x11_0000]);
        char::from_u32(self.below(most) as u32).unwrap_or('\u{fffd}')
    }

    pub(super) fn setting(&mut self) -> &'static Setting {
        &SETTINGS[self.below(SETTINGS.len())]
    }

    /// A value that a setting takes by itself.
    pub(super) fn value(&mut self, setting: &Setting) -> Value {
        match setting.shape() {
            Shape::Flag => Value::Flag(self.once_in(2)),
            Shape::Choice { ids } => Value::Text(self.pick(&ids).to_owned()),
            Shape::Choices { ids, most } => {
                let count = 1 + self.below(most);
                Value::Texts((0..count).map(|_| self.pick(&ids).to_owned()).collect())
            }
            Shape::Set { ids } => {
                let mut some: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
                some.retain(|_| self.once_in(2));
                Value::Texts(if some.is_empty() { vec![ids[0].to_owned()] } else { some })
            }
            Shape::Formula { .. } => {
                Value::Text(self.pick(&["", "x1*x2", "sin(2*x1) - x2/3", "(x1 > 0) + x2^2/40"]).to_owned())
            }
            Shape::List { min, max, most } => {
                let count = self.below(most.min(8) + 1);
                Value::List((0..count).map(|_| self.number(min, max, true)).collect())
            }
            Shape::Number { min, max, whole, .. } => Value::Number(self.number(min, max, whole)),
        }
    }

    fn number(&mut self, min: f64, max: f64, whole: bool) -> f64 {
        let share = self.share();
        let number = match self.below(4) {
            0 => min,
            1 => max,
            2 => min + (max - min) * share,
            _ => min + (max - min) * share * share * share,
        };
        if whole { number.round() } else { number }
    }

    /// Any value, whatever takes it.
    pub(super) fn any_value(&mut self) -> Value {
        match self.below(6) {
            0 => Value::Flag(self.once_in(2)),
            1 => Value::Number(f64::from_bits(self.bits())),
            2 => Value::Number(self.pick(&[0.0, -0.0, -1.0, 0.5, 1e300, f64::NAN, f64::INFINITY, 4_294_967_296.0])),
            3 => Value::Text((0..self.below(30)).map(|_| self.letter()).collect()),
            4 => Value::List((0..self.below(40)).map(|_| f64::from_bits(self.bits())).collect()),
            _ => {
                let setting = self.setting();
                self.value(setting)
            }
        }
    }
}
