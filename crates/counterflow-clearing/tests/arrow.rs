//! Record batches give the web that arrays give, and what is wrong with them is told with its place.
#![cfg(feature = "arrow")]

use std::sync::Arc;

use arrow_array::types::{Int16Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, StringViewArray, UInt8Array,
};
use counterflow_clearing::arrow::{Answers, Problem, TableError, TableErrors, Tables};
use counterflow_clearing::ranks::waves_of;
use counterflow_clearing::{Model, Names, Web, WebError};

type Column = (&'static str, ArrayRef);

fn batch(columns: Vec<Column>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .expect("columns of one length")
}

fn text(name: &'static str, cells: &[&str]) -> Column {
    (name, Arc::new(StringArray::from(cells.to_vec())))
}

fn number(name: &'static str, cells: &[f64]) -> Column {
    (name, Arc::new(Float64Array::from(cells.to_vec())))
}

fn nodes() -> RecordBatch {
    batch(vec![
        number("external_liabilities", &[0.0, 2.0, 1.0]),
        text("party", &["alder", " birch", "cedar"]),
        number("external_assets", &[1.0, 0.5, 0.0]),
    ])
}

fn edges(kinds: &[&str], from: &[&str], to: &[&str], amount: &[f64]) -> RecordBatch {
    batch(vec![text("kind", kinds), text("from", from), text("to", to), number("amount", amount)])
}

fn built(nodes: &[RecordBatch], edges: &[RecordBatch]) -> Result<(Web, Names), TableErrors> {
    let mut tables = Tables::default();
    nodes.iter().for_each(|batch| tables.nodes(batch));
    edges.iter().for_each(|batch| tables.edges(batch));
    tables.build()
}

/// What is wrong with such edges, as text.
fn told(batch: RecordBatch) -> String {
    built(&[nodes()], &[batch]).expect_err("it is wrong").to_string()
}

fn paid(web: &Web) -> Vec<f64> {
    Model::new(web).clear().paid
}

/// Debts of the three parties, with stakes between them or without.
fn by_hand() -> Web {
    let web = Web::builder(3)
        .external_assets(vec![1.0, 0.5, 0.0])
        .external_liabilities(vec![0.0, 2.0, 1.0]);
    web.debt(0, 1, 3.0).debt(1, 2, 2.0).debt(2, 0, 1.0).build().expect("a web")
}

#[test]
fn batches_give_the_web_of_the_arrays() {
    let whole = edges(
        &["debt", "debt", "debt"],
        &["alder", "birch", "cedar"],
        &["birch", "cedar", "alder"],
        &[3.0, 2.0, 1.0],
    );
    let parts: Vec<RecordBatch> = (0..3).map(|row| whole.slice(row, 1)).collect();
    let nodes: Vec<RecordBatch> = (0..3).map(|row| nodes().slice(row, 1)).collect();
    for edges in [&[whole][..], &parts] {
        let (web, names) = built(&nodes, edges).expect("a web");
        assert_eq!(names.iter().collect::<Vec<_>>(), ["alder", "birch", "cedar"]);
        assert_eq!(web.receives(), by_hand().receives());
        assert_eq!(paid(&web), paid(&by_hand()));
    }
}

#[test]
fn text_and_numbers_may_be_of_any_type() {
    let kinds: DictionaryArray<Int16Type> = ["debt"; 3].into_iter().collect();
    let from = LargeStringArray::from(vec!["alder", "birch", "cedar"]);
    let keyed = || {
        let names: ArrayRef =
            Arc::new(StringViewArray::from(vec!["cedar", "nobody", "alder", "birch"]));
        DictionaryArray::<Int32Type>::new(vec![3, 0, 2].into(), names)
    };
    let decimal = Decimal128Array::from(vec![300, 200, 100]).with_precision_and_scale(10, 2);
    let amounts: [ArrayRef; 3] = [
        Arc::new(Int64Array::from(vec![3, 2, 1])),
        Arc::new(UInt8Array::from(vec![3, 2, 1])),
        Arc::new(decimal.expect("a decimal")),
    ];
    for amount in amounts {
        let edges = batch(vec![
            ("kind", Arc::new(kinds.clone())),
            ("from", Arc::new(from.clone())),
            ("to", Arc::new(keyed())),
            ("amount", amount),
        ]);
        let (web, _) = built(&[nodes()], &[edges.clone(), edges.slice(0, 0)]).expect("a web");
        assert_eq!(web.receives(), by_hand().receives());
    }
    let none: DictionaryArray<Int32Type> = [None::<&str>; 1].into_iter().collect();
    let blank = batch(vec![
        text("kind", &["debt"]),
        text("from", &["alder"]),
        ("to", Arc::new(none)),
        number("amount", &[1.0]),
    ]);
    assert_eq!(told(blank), "edges, row 0: column `to`: there is nothing; give it a value");
}

#[test]
fn classes_and_stakes_are_read() {
    let mut columns: Vec<Column> = vec![
        text("kind", &["debt", "stake", "debt"]),
        text("from", &["alder", "cedar", "alder"]),
        text("to", &["birch", "birch", "cedar"]),
        number("amount", &[2.0, 0.25, 2.0]),
    ];
    columns.push(("seniority", Arc::new(Float64Array::from(vec![Some(3.0), None, Some(0.0)]))));
    let (web, _) = built(&[nodes()], &[batch(columns)]).expect("a web");
    // What alder has goes to cedar, whose class is paid first.
    let hand = Web::builder(3)
        .external_assets(vec![1.0, 0.5, 0.0])
        .external_liabilities(vec![0.0, 2.0, 1.0])
        .external_seniority(vec![3; 3])
        .ranked_debt(0, 1, 2.0, 3)
        .ranked_debt(0, 2, 2.0, 0)
        .stake(2, 1, 0.25)
        .build()
        .expect("a web");
    assert_eq!((web.claims(), paid(&web)), (hand.claims(), paid(&hand)));
    assert_eq!(paid(&web), [1.0, 0.5, 1.0]);
}

#[test]
fn wrong_cells_are_told_with_row_and_column() {
    let wrong = edges(
        &["debt", "loan", "debt", "stake"],
        &["alder", "birch", "Alder", "alder"],
        &["birch", "cedar", "", "birch"],
        &[-1.0, 1.0, 1.0, 35.0],
    );
    let mut tables = Tables::default();
    tables.nodes(&nodes());
    tables.edges(&edges(&["debt"], &["birch"], &["alder"], &[1.0]));
    tables.edges(&wrong);
    let errors = tables.build().expect_err("it is wrong");
    assert_eq!(
        errors.to_string(),
        "edges, row 1: column `amount`: -1 is no amount; give a number from 0 up\n\
         edges, row 2: column `kind`: `loan` is no kind; give `debt` or `stake`\n\
         edges, row 3: column `from`: `Alder` is no party; give it a row in the table of nodes\n\
         edges, row 3: column `to`: there is nothing; give it a value\n\
         edges, row 4: column `amount`: 35 is no share; give 5% as 0.05"
    );
    let (column, problem) = ("kind", Problem::Kind("loan".to_string()));
    assert_eq!(errors.errors[1], TableError::Cell { table: "edges", row: 2, column, problem });
    let twice = batch(vec![
        text("party", &["x", "x"]),
        number("external_assets", &[f64::NAN, 0.0]),
        number("external_liabilities", &[0.0, f64::INFINITY]),
        number("external_seniority", &[0.5, 1.0]),
    ]);
    assert_eq!(
        built(&[twice], &[]).expect_err("it is wrong").to_string(),
        "nodes, row 1: column `party`: `x` has a row already; keep one\n\
         nodes, row 0: column `external_assets`: NaN is no amount; give a number from 0 up\n\
         nodes, row 1: column `external_liabilities`: inf is no amount; give a number from 0 up\n\
         nodes, row 0: column `external_seniority`: 0.5 is no class; give 0 for the first to be \
         paid, then 1, 2, …"
    );
}

#[test]
fn wrong_columns_are_told_once() {
    let missing = batch(vec![text("from", &["alder"; 3]), number("to", &[1.0; 3])]);
    assert_eq!(
        told(missing),
        "edges: there is no column `kind`; rename the one that is meant\n\
         edges: column `to` is of type Float64; make it one of Utf8, LargeUtf8, Utf8View, or a \
         dictionary of one of them\n\
         edges: there is no column `amount`; rename the one that is meant"
    );
    let many = edges(&["debt"; 150], &["who"; 150], &["alder"; 150], &[1.0; 150]);
    let errors = built(&[nodes()], &[many]).expect_err("it is wrong");
    assert_eq!((errors.errors.len(), errors.more), (100, 50));
}

#[test]
fn what_stands_twice_is_told_by_rows_of_the_table() {
    let twice = edges(
        &["stake", "debt", "stake", "debt", "stake", "debt"],
        &["alder", "alder", "birch", "birch", "alder", "alder"],
        &["birch", "cedar", "cedar", "cedar", "birch", "cedar"],
        &[0.1, 1.0, 0.2, 1.0, 0.1, 1.0],
    );
    let errors = built(&[nodes()], &[twice]).expect_err("it is wrong");
    let found = [("debts", 5, 1), ("stakes", 4, 0)];
    let found =
        found.map(|(table, row, first)| TableError::Web(WebError::Twice { table, row, first }));
    assert_eq!(errors.errors, found);
    assert!(
        errors.to_string().starts_with("edges, row 5: column `amount`: debts between the same")
    );
}

#[test]
fn answers_have_a_row_for_each_party() {
    let (web, names) = (by_hand(), ["alder", "birch", "cedar"]);
    let mut known = Names::default();
    names.iter().for_each(|name| assert!(known.add(name).is_ok()));
    let model = Model::new(&web);
    let clearing = model.clear();
    let waves = waves_of(&model, &clearing);
    let answers = Answers::new(&web, &known).expect("a name each");
    let batch = answers.batch(&clearing, &waves).expect("an answer");
    assert_eq!(batch.schema(), answers.schema());
    let column = |name: &str| -> &ArrayRef { batch.column_by_name(name).expect("a column") };
    let paid = column("paid").as_any().downcast_ref::<Float64Array>().expect("numbers");
    assert_eq!(paid.values()[..], clearing.paid[..]);
    assert_eq!(column("wave").null_count(), waves.iter().filter(|wave| wave.is_none()).count());
    assert!(answers.batch(&clearing, &waves[1..]).is_err());
    assert!(Answers::new(&web, &Names::default()).is_err());
}
