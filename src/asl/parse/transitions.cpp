#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {
namespace {

struct Transition {
  std::string_view target;
  std::string place;
};

/// What the elements of an array lead to: "Choices[0]/Next".
void add_each(const json::object& state, const std::string& place, std::string_view field,
              std::vector<Transition>& transitions) {
  const json::value* value = state.if_contains(field);
  if (value == nullptr || !value->is_array()) return;
  for (std::size_t i = 0; i < value->get_array().size(); ++i) {
    const json::value& element = value->get_array()[i];
    const json::value* next =
        element.is_object() ? element.get_object().if_contains("Next") : nullptr;
    if (next != nullptr && next->is_string()) {
      transitions.push_back({next->get_string(), fmt::format("{}/{}[{}]/Next", place, field, i)});
    }
  }
}

/// Everything that a state leads to, in the order in which AWS tells of it.
std::vector<Transition> transitions_of(const json::object& state, const std::string& place) {
  std::vector<Transition> transitions;
  add_each(state, place, "Choices", transitions);
  for (const std::string_view field : {"Next", "Default"}) {
    const json::value* value = state.if_contains(field);
    if (value != nullptr && value->is_string()) {
      transitions.push_back({value->get_string(), fmt::format("{}/{}", place, field)});
    }
  }
  add_each(state, place, "Catch", transitions);
  return transitions;
}

bool is_terminal(const json::object& state) {
  const std::string_view type = string_at(state, "Type");
  const json::value* end = state.if_contains("End");
  return type == "Succeed" || type == "Fail" ||
         (end != nullptr && end->is_bool() && end->get_bool());
}

/// The states of one container, and where each leads.
class Graph {
 public:
  Graph(const Fields& machine, const json::object& states) : machine_(machine), states_(states) {
    for (const auto& member : states) {
      if (!member.value().is_object()) continue;
      for (Transition& transition :
           transitions_of(member.value().get_object(), place_of(member.key()))) {
        if (member.key() != transition.target) led_to_.insert(transition.target);
        transitions_[member.key()].push_back(std::move(transition));
      }
    }
  }

  void refuse_missing_targets() const {
    const std::string_view start = string_at(machine_.json(), "StartAt");
    if (machine_.has("StartAt") && !states_.contains(start)) {
      refuse_target(start, machine_.place_of("StartAt"));
    }
    for (const auto& member : states_) {
      const auto found = transitions_.find(member.key());
      if (found == transitions_.end()) continue;
      for (const Transition& transition : found->second) {
        if (!states_.contains(transition.target)) {
          refuse_target(transition.target, transition.place);
        }
      }
    }
  }

  [[nodiscard]] bool ends() const {
    return std::ranges::any_of(states_, [](const auto& member) {
      return member.value().is_object() && is_terminal(member.value().get_object());
    });
  }

  /// Names the first state of each part that cannot be reached: what only it leads to would be
  /// reachable if it were. Those that nothing leads to come first, what is left goes round in a
  /// circle.
  void refuse_unreachable() {
    reach(string_at(machine_.json(), "StartAt"));
    for (const bool circles : {false, true}) {
      for (const auto& member : states_) {
        const std::string_view name = member.key();
        if (reached_.contains(name) || led_to_.contains(name) != circles) continue;
        machine_.context().error(code::missing_target,
                                 fmt::format("State \"{}\" is not reachable.", name),
                                 place_of(name));
        reach(name);
      }
    }
  }

 private:
  [[nodiscard]] std::string place_of(std::string_view state) const {
    return fmt::format("{}/States/{}", machine_.place(), state);
  }

  void refuse_target(std::string_view target, std::string place) const {
    // AWS says "Next" of StartAt and Default as well.
    machine_.context().error(code::missing_target, fmt::format("Missing 'Next' target: {}", target),
                             std::move(place));
  }

  void reach(std::string_view start) {
    std::vector<std::string_view> open{start};
    while (!open.empty()) {
      const std::string_view name = open.back();
      open.pop_back();
      if (!reached_.insert(name).second) continue;
      const auto found = transitions_.find(name);
      if (found == transitions_.end()) continue;
      for (const Transition& transition : found->second) open.push_back(transition.target);
    }
  }

  const Fields& machine_;
  const json::object& states_;
  std::map<std::string_view, std::vector<Transition>> transitions_;
  std::set<std::string_view> led_to_;
  std::set<std::string_view> reached_;
};

}  // namespace

void check_transitions(const Fields& machine, Container container, bool sound) {
  const json::value* states = machine.find("States");
  if (states == nullptr || !states->is_object() || states->get_object().empty()) return;
  Graph graph{machine, states->get_object()};
  graph.refuse_missing_targets();
  if (!sound) return;  // What follows would be of what is wrong already.
  if (container == Container::Whole && !graph.ends()) {
    machine.context().error(code::missing_end, "Workflow has no terminal state", "");
    return;
  }
  graph.refuse_unreachable();
}

}  // namespace spotdrill::asl::parse
