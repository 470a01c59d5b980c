use super::{FIRST, loaded};

#[test]
fn the_first_scenario_loads_without_a_warning() {
    match loaded(FIRST) {
        Ok(scenario) => {
            assert!(scenario.warnings.is_empty(), "{}", scenario.warnings.render(false));
            for a in &scenario.assumptions {
                println!("{:?} {:?}", a.path, a);
            }
            println!("{:#?}", scenario.system);
        }
        Err(problems) => panic!("{}", problems.render(false)),
    }
}
