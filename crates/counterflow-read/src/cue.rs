//! What a sentence may hold, told by its words alone, so that most need no reading.

use crate::clause::Scene;
use crate::quantity::Counts;
use crate::text::Sentence;

/// What a sentence may hold. What it certainly does not hold needs not be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    /// Whether it may speak of a party, by a name or by a word that stands for one.
    pub speaks: bool,
    /// Whether it may tell a claim: it has money, a part of a whole, a bare number, or a word that
    /// a rule or an opinion starts from.
    pub tells: bool,
}

/// Goes over the sentences of a document in order.
pub(crate) struct Cues<'a, 't> {
    scene: &'a Scene<'t>,
    amount: usize,
    mention: usize,
}

impl<'a, 't> Cues<'a, 't> {
    /// Before the first sentence.
    pub fn new(scene: &'a Scene<'t>) -> Cues<'a, 't> {
        Cues { scene, amount: 0, mention: 0 }
    }

    /// What the next sentence may hold. Over all sentences time is linear in their tokens.
    pub fn of(&mut self, sentence: &Sentence) -> Cue {
        let mut cue = Cue { speaks: self.names(sentence), tells: self.counts(sentence) };
        for at in sentence.start..sentence.end {
            let entry = self.scene.tokens.entry(at);
            cue.speaks |= entry.stands;
            cue.tells |= entry.triggers;
        }
        cue
    }

    /// Whether a party is named, past which sentence the mentions are then passed by.
    fn names(&mut self, sentence: &Sentence) -> bool {
        let before = self.mention;
        let rest = &self.scene.parties.mentions[before..];
        self.mention += rest.iter().take_while(|one| one.tokens.start < sentence.end).count();
        self.mention > before
    }

    /// Whether money, a part of a whole, or a bare number, as in a line of results, is told.
    fn counts(&mut self, sentence: &Sentence) -> bool {
        let rest = &self.scene.amounts[self.amount..];
        let inside = rest.iter().take_while(|one| one.tokens.start < sentence.end).count();
        self.amount += inside;
        let fits =
            |counts: Counts| matches!(counts, Counts::Money(_) | Counts::Percent | Counts::Plain);
        rest[..inside].iter().any(|one| fits(one.counts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::{Gazetteer, parties};
    use crate::quantity::amounts;
    use crate::text::{Tokens, sentences};

    #[test]
    fn words_tell_what_may_be_held() {
        let text = "The rain fell on the hills. Anna Berg slept. It was late. They bought bread. \
                    Some paid $5.";
        let tokens = Tokens::new(text);
        let cut = sentences(&tokens);
        let (amounts, parties) =
            (amounts(&tokens, &cut), parties(&tokens, &cut, &Gazetteer::default()));
        let (amounts, parties) = (&amounts, &parties);
        let scene = Scene { tokens: &tokens, sentences: &cut, amounts, times: &[], parties };
        let mut cues = Cues::new(&scene);
        let told: Vec<(bool, bool)> =
            cut.iter().map(|one| cues.of(one)).map(|cue| (cue.speaks, cue.tells)).collect();
        let silent = (false, false);
        assert_eq!(told, [silent, (true, false), (true, false), (false, true), (false, true)]);
    }
}
