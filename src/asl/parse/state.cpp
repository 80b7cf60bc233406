#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "asl/parse/states.hpp"
#include "base/count_characters.hpp"

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

/// What the fields of a state are read by, for as long as they are.
class StateReading {
 public:
  StateReading(const Fields& fields, QueryLanguage language)
      : context_(fields.context()),
        around_language_(std::exchange(context_.language, language)),
        around_place_(std::exchange(context_.state_place, fields.place())) {}
  ~StateReading() {
    context_.language = around_language_;
    context_.state_place = std::move(around_place_);
  }
  StateReading(const StateReading&) = delete;
  StateReading& operator=(const StateReading&) = delete;

 private:
  Context& context_;
  QueryLanguage around_language_;
  std::string around_place_;
};

/// In AWS's words for this field, which are not those for others.
std::optional<std::string> read_type(const Fields& fields) {
  constexpr std::array types = std::to_array<std::string_view>(
      {"Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"});
  auto type = fields.string("Type");
  if (!type || std::ranges::find(types, *type) != types.end()) return type;
  fields.refuse(
      "Type", fmt::format("The field 'Type' should have one of these values: {}", list_of(types)));
  return {};
}

/// InputPath and its like.
void read_paths(const Fields& fields, std::string_view type, State& state) {
  if (type == "Fail") return;
  state.input_path = fields.path_or_null("InputPath");
  state.output_path = fields.path_or_null("OutputPath");
  if (type == "Succeed" || type == "Choice" || type == "Wait") return;
  state.result_path = fields.result_path();
}

}  // namespace

QueryLanguage read_language(const Fields& fields, QueryLanguage around) {
  if (!fields.has("QueryLanguage")) return around;
  // Observed on AWS: what is neither is refused, and what goes with it is read as JSONata.
  const auto language = fields.one_of("QueryLanguage", {"JSONPath", "JSONata"});
  return language == "JSONPath" ? QueryLanguage::JsonPath : QueryLanguage::Jsonata;
}

State read_state(const Fields& fields, std::string_view name) {
  State state;
  state.name = name;
  check_state_name(fields, name);
  const QueryLanguage around = fields.context().machine_language;
  state.language = read_language(fields, around);
  if (around == QueryLanguage::Jsonata && state.language == QueryLanguage::JsonPath) {
    fields.refuse(
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    return state;
  }
  const StateReading reading{fields, state.language};
  fields.require({"Type"});
  const auto type = read_type(fields);
  if (!type) return state;
  state.comment = fields.comment();
  state.kind = read_kind(fields, *type, name);
  read_paths(fields, *type, state);
  if (*type == "Fail") return state;
  state.output = fields.output(state.subject());
  if (*type == "Succeed") return state;
  state.assign = fields.assign(state.subject());
  if (*type != "Choice") state.next = read_next(fields);
  return state;
}

}  // namespace spotdrill::asl::parse
