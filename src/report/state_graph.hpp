// A state machine as a picture: its states one below the other, in the order in which they are
// reached, with the path that an execution has taken. States of branches stand indented below the
// state that has the branches.
#pragma once

#include <string>

#include "api/report.hpp"

namespace spotdrill::report {

/// SVG; empty when the execution's definition is not known or is none.
std::string state_graph_svg(const api::report::Execution& execution);

}  // namespace spotdrill::report
