//! Philox 4x32-10, a counter-based generator of random bits.
//!
//! The bits are a function of seed, stream and position alone, so a chain gives the same draws
//! on every machine and beside any number of other chains.
//!
//! Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// 128 random bits for a 128-bit counter and a 64-bit key.
fn block(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..ROUNDS {
        let low = u64::from(MULTIPLIERS[0]) * u64::from(counter[0]);
        let high = u64::from(MULTIPLIERS[1]) * u64::from(counter[2]);
        counter = [
            (high >> 32) as u32 ^ counter[1] ^ key[0],
            high as u32,
            (low >> 32) as u32 ^ counter[3] ^ key[1],
            low as u32,
        ];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Philox {
    seed: u64,
    stream: u64,
    position: u64,
    spare: Option<u64>,
}

impl Philox {
    /// The start of a stream. Streams of one seed are independent of each other.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        Philox { seed, stream, position: 0, spare: None }
    }

    /// 64 random bits.
    fn bits(&mut self) -> u64 {
        if let Some(bits) = self.spare.take() {
            return bits;
        }
        let halves = |word: u64| [word as u32, (word >> 32) as u32];
        let [p, q] = halves(self.position);
        let [s, t] = halves(self.stream);
        let [a, b, c, d] = block([p, q, s, t], halves(self.seed));
        self.position = self.position.wrapping_add(1);
        self.spare = Some(u64::from(c) | u64::from(d) << 32);
        u64::from(a) | u64::from(b) << 32
    }

    /// A number strictly between 0 and 1, from 52 bits.
    pub(super) fn open(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) * (0.5_f64).powi(52)
    }

    /// A whole number below `end`, which is at least 1, each as likely to within `end / 2^64`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.bits()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_of_the_paper() {
        let answers = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, bits) in answers {
            assert_eq!(block(counter, key), bits);
        }
    }

    #[test]
    fn open_numbers_have_the_mean_and_variance_of_the_uniform() {
        let mut random = Philox::new(7, 0);
        let draws: Vec<f64> = (0..100_000).map(|_| random.open()).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let square = draws.iter().map(|x| (x - 0.5).powi(2)).sum::<f64>() / 1e5;
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
        assert!((square - 1.0 / 12.0).abs() < 0.002, "{square}");
        assert!(draws.iter().all(|x| *x > 0.0 && *x < 1.0));
    }

    #[test]
    fn streams_and_seeds_differ_and_repeat() {
        let take = |seed, stream| {
            let mut random = Philox::new(seed, stream);
            (0..9).map(|_| random.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(take(1, 0), take(1, 0));
        assert_ne!(take(1, 0), take(2, 0));
        assert_ne!(take(1, 0), take(1, 1));
    }
}
