//! When the money of a flow is due: as stated, or spread by an assumption that was asked for.

use counterflow_claim::{Assumption, Bounds, Claims, Decimal, Schedule, When, YearEnd};

use super::Flow;
use crate::{Readings, View, force, interval};

/// Fills the schedules. Without a stated one or an assumption the whole stays unscheduled.
pub fn fill(claims: &Claims, view: &View, flows: &mut [Flow]) {
    let asked = |assumption: &&Assumption| {
        view.assume.iter().any(|name| name == claims.written(assumption.id))
    };
    let assumed: Vec<&Assumption> = claims.assumptions.iter().filter(asked).collect();
    for flow in flows {
        if stated(claims, view, flow) {
            continue;
        }
        let spread = assumed.iter().find_map(|assumption| {
            let mine = |schedule: &&Schedule| schedule.target.deal == Some(flow.deal);
            Some((*assumption, assumption.schedules.iter().find(mine)?))
        });
        match spread {
            Some((assumption, schedule)) => {
                flow.schedule = evenly(flow.readings, schedule.from, schedule.to);
                flow.assumed.push(claims.written(assumption.id).to_string());
            }
            None => flow.schedule = vec![(None, flow.readings)],
        }
    }
}

fn stated(claims: &Claims, view: &View, flow: &mut Flow) -> bool {
    let Some(claim) = flow.claims.iter().map(|id| claims.claim(*id)).find(|c| !c.dues.is_empty())
    else {
        return false;
    };
    let firm = force::is_firm(claim);
    for due in claim.dues.iter().filter(|due| due.amount.unit.currency() == Some(view.currency)) {
        let year = due.when.year(YearEnd::default());
        flow.schedule.push((Some(year), Readings::of(&due.amount, firm)));
    }
    !flow.schedule.is_empty()
}

fn evenly(readings: Readings, from: When, to: When) -> Vec<(Option<i16>, Readings)> {
    let ends = YearEnd::default();
    let years: Vec<i16> = (from.year(ends)..=to.year(ends)).collect();
    let count = Bounds::point(Decimal::from(years.len().max(1)));
    let part = readings.combine(Readings::point(count), interval::divide);
    years.into_iter().map(|year| (Some(year), part)).collect()
}
