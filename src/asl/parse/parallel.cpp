#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {

Parallel read_parallel(const Fields& fields) {
  fields.allow_in_state({"Assign", "Retry", "Catch", "Branches", "Next", "End"},
                        {"InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector"},
                        {"Arguments", "Output"});
  fields.require({"Branches"});
  Parallel parallel;
  parallel.parameters = fields.parameters();
  if (const json::array* branches = fields.array("Branches")) {
    for (std::size_t i = 0; i < branches->size(); ++i) {
      const auto branch = element_of(fields, "Branches", *branches, i);
      if (branch) parallel.branches.push_back(read_machine(*branch, Container::Branch));
    }
  }
  parallel.effort = read_effort(fields);
  return parallel;
}

}  // namespace spotdrill::asl::parse
