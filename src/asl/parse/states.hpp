// The readers of what a definition is made of: one for each state type, each in its own file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "asl/definition.hpp"
#include "asl/parse/fields.hpp"

namespace spotdrill::asl::parse {

/// Whose states they are.
enum class Container : std::uint8_t { Whole, Branch, Processor };

/// StartAt and States, and what only one kind of container has.
std::shared_ptr<const StateMachine> read_machine(const Fields& fields, Container container);

/// QueryLanguage, or what is around.
QueryLanguage read_language(const Fields& fields, QueryLanguage around);

/// Every type's own fields are read by its reader below; what most have in common is read here.
State read_state(const Fields& fields, std::string_view name);

Task read_task(const Fields& fields);
Pass read_pass(const Fields& fields);
Wait read_wait(const Fields& fields);
Choice read_choice(const Fields& fields);
Succeed read_succeed(const Fields& fields);
Fail read_fail(const Fields& fields);
Parallel read_parallel(const Fields& fields);
Map read_map(const Fields& fields, std::string_view name);

/// ResultSelector, Retry and Catch.
Effort read_effort(const Fields& fields);

/// ItemReader and ResultWriter are kept as they are, once their fields are known to be sound.
std::optional<json::object> read_item_reader(const Fields& fields);
std::optional<json::object> read_result_writer(const Fields& fields);

/// Where the states of `machine` lead to: targets that are not there, states that nothing leads to,
/// no way to end. `sound`: nothing is wrong with the states themselves.
void check_transitions(const Fields& machine, Container container, bool sound);

}  // namespace spotdrill::asl::parse
