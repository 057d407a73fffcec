//! What a registry is, and the macros that make one: each entry is one line, and nothing else lists it.

/// One kind of thing that can be chosen by its id: an activation, a loss, a data set.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every entry, in the order in which menus show them.
    const ALL: &'static [Self];

    /// The name in links, menus and exchanged data.
    fn id(self) -> &'static str;

    /// The entry of that id.
    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entry| entry.id() == id)
    }
}

/// `Name { Variant "id", … }` defines the enum `Name`, its [`Choice`], and its serialisation as the id.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$entry:meta])* $variant:ident $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$entry])* $variant),+
        }

        impl $crate::nn::Choice for $name {
            const ALL: &'static [$name] = &[$($name::$variant),+];

            fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::nn::Choice::id(*self))
            }
        }
    };
}

/// `Name, |T: Bound| dyn Trait { Variant "id" => value, … }` defines [`choices`] and `Name::op`, the value behind a
/// variant, as the trait object.
macro_rules! registry {
    ($(#[$doc:meta])* $name:ident, $(|$t:ident: $bound:path|)? $op:ty { $($variant:ident $id:literal => $value:expr),+ $(,)? }) => {
        $crate::nn::registry::choices! {
            $(#[$doc])*
            $name {
                $(#[doc = concat!("`", $id, "`, see [`", stringify!($value), "`].")] $variant $id),+
            }
        }

        impl $name {
            /// What the entry does.
            pub fn op$(<$t: $bound>)?(self) -> &'static $op {
                match self { $($name::$variant => &$value),+ }
            }
        }
    };
}

pub(crate) use {choices, registry};
