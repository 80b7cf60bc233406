#include <fmt/format.h>

#include "asl/parse/states.hpp"
#include "asl/parse/text.hpp"

namespace spotdrill::asl::parse {
namespace {

/// Source: Step Functions Developer Guide, "Service quotas": "State names … must be less than or
/// equal to 80 characters in length".
constexpr std::size_t state_name_max = 80;

void check_state_name(const Fields& fields, std::string_view name) {
  Context& context = fields.context();
  if (name.empty()) {
    context.error(code::invalid_state, "The state name cannot be empty", fields.place());
  } else if (count_characters(name) > state_name_max) {
    context.error(code::invalid_state,
                  fmt::format("The state name '{}' exceeds the {}-character limit allowed by the "
                              "service",
                              name, state_name_max),
                  fields.place());
  }
  if (!context.state_names.emplace(name).second) {
    context.error(code::duplicate_state, fmt::format("Duplicate State name: {}", name),
                  fields.place());
  }
}

/// Next and End.
std::string read_next(const Fields& fields) {
  const json::value* end = fields.find("End");
  if (end != nullptr && !end->is_bool()) {
    fields.refuse("End", "Expected value of type Boolean");
    return {};
  }
  const bool ends = end != nullptr && end->get_bool();
  auto next = fields.string("Next");
  if (ends && fields.has("Next")) {
    fields.at_most_one_of({"Next", "End"});
  } else if (!ends && !fields.has("Next") && !fields.context().lone_state) {
    fields.refuse("This object should have only one of the following fields: [Next, End]");
  }
  return ends ? std::string{} : next.value_or(std::string{});
}

decltype(State::kind) read_kind(const Fields& fields, std::string_view type,
                                std::string_view name) {
  if (type == "Task") return read_task(fields);
  if (type == "Pass") return read_pass(fields);
  if (type == "Wait") return read_wait(fields);
  if (type == "Choice") return read_choice(fields);
  if (type == "Fail") return read_fail(fields);
  if (type == "Parallel") return read_parallel(fields);
  if (type == "Map") return read_map(fields, name);
  return read_succeed(fields);
}

/// True when the state is one that can be read: in JSONPath.
bool in_jsonpath(const Fields& fields) {
  const auto language = fields.one_of("QueryLanguage", {"JSONPath", "JSONata"});
  if (language != "JSONata") return true;
  // DEVIATION: AWS has JSONata as well; here there is JSONPath only, and a state in JSONata is
  // refused when the state machine is created.
  fields.refuse("QueryLanguage",
                "The QueryLanguage 'JSONata' is not supported here: write the state in JSONPath");
  return false;
}

}  // namespace

State read_state(const Fields& fields, std::string_view name) {
  State state;
  state.name = name;
  check_state_name(fields, name);
  if (!in_jsonpath(fields)) return state;
  fields.require({"Type"});
  const auto type = fields.one_of(
      "Type", {"Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"});
  if (!type) return state;
  state.comment = fields.comment();
  state.kind = read_kind(fields, *type, name);
  if (*type == "Fail") return state;
  state.input_path = fields.path_or_null("InputPath");
  state.output_path = fields.path_or_null("OutputPath");
  if (*type == "Succeed") return state;
  state.assign = fields.assign();
  if (*type == "Choice") return state;
  state.next = read_next(fields);
  if (*type != "Wait") state.result_path = fields.result_path();
  return state;
}

}  // namespace spotdrill::asl::parse
