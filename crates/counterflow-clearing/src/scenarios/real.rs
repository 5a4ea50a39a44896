//! Numbers of 32 and 64 bits, and the registers that hold several of them.

use pulp::Simd;

/// A number that fills the lanes of a register.
///
/// No operation rounds otherwise than it does on one number alone, so no answer depends on how wide
/// the registers of a machine are. There is no fused multiplication with addition for that reason.
pub(super) trait Real: Copy + Default + Send {
    /// As many of them as fit into one register.
    type Vector<S: Simd>: Copy;
    /// How many fit into one register.
    fn width<S: Simd>() -> usize;
    fn of(number: f64) -> Self;
    fn get(self) -> f64;
    fn vectors<S: Simd>(numbers: &[Self]) -> &[Self::Vector<S>];
    fn vectors_mut<S: Simd>(numbers: &mut [Self]) -> &mut [Self::Vector<S>];
    fn splat<S: Simd>(simd: S, number: Self) -> Self::Vector<S>;
    fn add<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn sub<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn mul<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn min<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn max<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn abs<S: Simd>(simd: S, a: Self::Vector<S>) -> Self::Vector<S>;
}

/// Hands each operation on to the one of the registers.
macro_rules! operations {
    ($($name:ident $of:ident ( $($a:ident),* );)*) => {$(
        #[inline(always)]
        fn $name<S: Simd>(simd: S, $($a: Self::Vector<S>),*) -> Self::Vector<S> {
            simd.$of($($a),*)
        }
    )*};
}

/// What goes between one number and a register of them.
macro_rules! registers {
    ($vector:ident, $width:ident, $splat:ident, $vectors:ident, $vectors_mut:ident) => {
        type Vector<S: Simd> = S::$vector;

        #[inline(always)]
        fn width<S: Simd>() -> usize {
            S::$width
        }

        #[inline(always)]
        fn splat<S: Simd>(simd: S, number: Self) -> Self::Vector<S> {
            simd.$splat(number)
        }

        #[inline(always)]
        fn vectors<S: Simd>(numbers: &[Self]) -> &[Self::Vector<S>] {
            S::$vectors(numbers).0
        }

        #[inline(always)]
        fn vectors_mut<S: Simd>(numbers: &mut [Self]) -> &mut [Self::Vector<S>] {
            S::$vectors_mut(numbers).0
        }
    };
}

impl Real for f64 {
    registers! { f64s, F64_LANES, splat_f64s, as_simd_f64s, as_mut_simd_f64s }

    #[inline(always)]
    fn of(number: f64) -> f64 {
        number
    }

    #[inline(always)]
    fn get(self) -> f64 {
        self
    }

    operations! {
        add add_f64s(a, b);
        sub sub_f64s(a, b);
        mul mul_f64s(a, b);
        min min_f64s(a, b);
        max max_f64s(a, b);
        abs abs_f64s(a);
    }
}

impl Real for f32 {
    registers! { f32s, F32_LANES, splat_f32s, as_simd_f32s, as_mut_simd_f32s }

    #[inline(always)]
    fn of(number: f64) -> f32 {
        number as f32
    }

    #[inline(always)]
    fn get(self) -> f64 {
        f64::from(self)
    }

    operations! {
        add add_f32s(a, b);
        sub sub_f32s(a, b);
        mul mul_f32s(a, b);
        min min_f32s(a, b);
        max max_f32s(a, b);
        abs abs_f32s(a);
    }
}
