#include "drill/sketch/machine_inputs.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace spotdrill::drill::sketch {

namespace {

using Names = std::set<std::string, std::less<>>;

/// More passages than this through states, each with other data, are not followed.
constexpr std::size_t passages_max = 2'000;

/// What states hand on: the execution's input with members of their own, or something else.
struct Data {
  bool is_input = true;
  Names made;  ///< Members that states have put there.

  auto operator<=>(const Data&) const = default;
};

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? nullptr : found->if_object();
}

const json::array* array_at(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? nullptr : found->if_array();
}

/// "a" of ".a.b" and "['a']", what follows a root; empty: it is the root itself, or a filter.
std::string first_member(std::string_view rest) {
  constexpr std::string_view word =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  if (rest.starts_with("['")) return std::string{rest.substr(2, rest.substr(2).find('\''))};
  if (!rest.starts_with('.')) return {};
  rest.remove_prefix(1);
  return std::string{rest.substr(0, rest.find_first_not_of(word))};
}

/// Likewise of a query, where brackets are filters and names may be quoted.
std::string first_queried_member(std::string_view rest) {
  if (!rest.starts_with('.')) return {};
  const char quote = rest.size() > 1 ? rest[1] : '\0';
  if (quote != '\'' && quote != '"' && quote != '`') return first_member(rest);
  rest.remove_prefix(2);
  return std::string{rest.substr(0, rest.find(quote))};
}

/// The first members of every path in `text` that begins with `root`, wherever it stands: calls of
/// intrinsic functions have paths inside them, as queries do.
Names members_after(std::string_view root, std::string_view text,
                    std::string (*member)(std::string_view) = first_member) {
  Names names;
  for (std::size_t at = text.find(root); at != std::string_view::npos;
       at = text.find(root, at + root.size())) {
    if (at > 0 && text[at - 1] == '$') continue;
    std::string name = member(text.substr(at + root.size()));
    if (!name.empty()) names.insert(std::move(name));
  }
  return names;
}

Names input_members(std::string_view text) {
  return members_after("$", text);
}

Names execution_members(std::string_view text) {
  return members_after("$$.Execution.Input", text);
}

/// "{% $states.input %}": the state's input as it is.
bool is_input(std::string_view query) {
  if (!query.starts_with("{%") || !query.ends_with("%}") || query.size() < 4) return false;
  query = query.substr(2, query.size() - 4);
  const std::size_t begin = query.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return false;
  return query.substr(begin, query.find_last_not_of(" \t\n") + 1 - begin) == "$states.input";
}

bool says_jsonata(const json::object& object, bool otherwise) {
  return object.contains("QueryLanguage") ? string_at(object, "QueryLanguage") == "JSONata"
                                          : otherwise;
}

/// Follows the data from state to state.
class Follower {
 public:
  /// `jsonata`: the language of states that name none.
  Follower(Names asked_for, bool jsonata) : asked_for_(std::move(asked_for)), jsonata_(jsonata) {}

  void follow(const json::object& machine, const Data& data) {
    const json::object* states = object_at(machine, "States");
    if (states != nullptr) enter(*states, string_at(machine, "StartAt"), data);
  }

  [[nodiscard]] const Names& needed() const { return needed_; }

 private:
  void enter(const json::object& states, std::string_view name, const Data& data) {
    const json::object* state = object_at(states, name);
    if (state == nullptr || seen_.size() >= passages_max) return;
    if (!seen_.emplace(state, data).second) return;
    read(*state, data);
    for (const std::string_view key : {"Branches", "Iterator", "ItemProcessor"}) {
      enter_within(*state, key, data);
    }
    leave(states, *state, data);
  }

  void enter_within(const json::object& state, std::string_view key, const Data& data) {
    // Iterations have an item for their input, branches the state's own.
    const bool same =
        key == "Branches" && !state.contains("Parameters") && !state.contains("Arguments");
    const Data within = same ? data : Data{.is_input = false};
    if (const json::array* branches = array_at(state, key)) {
      for (const json::value& branch : *branches) {
        if (branch.is_object()) follow(branch.get_object(), within);
      }
    } else if (const json::object* machine = object_at(state, key)) {
      follow(*machine, within);
    }
  }

  /// What comes of `data` by a ResultPath or an Output, and by what it is without one.
  static Data with_result(const Data& data, const json::object& whose, const Data& otherwise,
                          bool jsonata) {
    if (jsonata) {
      if (!whose.contains("Output")) return otherwise;
      return is_input(string_at(whose, "Output")) ? data : Data{.is_input = false};
    }
    const json::value* path = whose.if_contains("ResultPath");
    if (path == nullptr) return otherwise;
    if (path->is_null()) return data;
    const Names member = input_members(string_at(whose, "ResultPath"));
    if (member.empty()) return {.is_input = false};
    Data result = data;
    result.made.insert(*member.begin());
    return result;
  }

  void leave(const json::object& states, const json::object& state, const Data& data) {
    const std::string_view type = string_at(state, "Type");
    const bool makes_nothing =
        type == "Wait" || type == "Choice" ||
        (type == "Pass" && !state.contains("Result") && !state.contains("Parameters"));
    const bool jsonata = says_jsonata(state, jsonata_);
    const Data nothing{.is_input = false};
    Data next = data;
    if (jsonata) {
      next = with_result(data, state, makes_nothing ? data : nothing, jsonata);
    } else if (!makes_nothing) {
      next = with_result(data, state, nothing, jsonata);
    }
    const std::string_view output = string_at(state, "OutputPath");
    if (!output.empty() && output != "$") next = {.is_input = false};
    for (const std::string_view key : {"Next", "Default"}) {
      enter(states, string_at(state, key), next);
    }
    if (const json::array* choices = array_at(state, "Choices")) {
      for (const json::value& choice : *choices) {
        if (!choice.is_object()) continue;
        const json::object& rule = choice.get_object();
        enter(states, string_at(rule, "Next"),
              jsonata ? with_result(data, rule, next, jsonata) : next);
      }
    }
    if (const json::array* catchers = array_at(state, "Catch")) {
      for (const json::value& catcher : *catchers) {
        if (!catcher.is_object()) continue;
        enter(states, string_at(catcher.get_object(), "Next"),
              with_result(data, catcher.get_object(), nothing, jsonata));
      }
    }
  }

  void read(const json::object& state, const Data& data) {
    if (says_jsonata(state, jsonata_)) return read_queries(json::value(state), data);
    const std::string_view input = string_at(state, "InputPath");
    // Then everything else is a member of that.
    const bool whole = input.empty() || input == "$";
    if (!whole) need(input, data);
    for (const auto& [key, value] : state) {
      constexpr std::array<std::string_view, 10> not_of_it{
          "InputPath", "ResultPath",    "OutputPath", "ResultSelector", "Catch",
          "Assign",    "ItemProcessor", "Iterator",   "Branches",       "Comment"};
      if (std::ranges::find(not_of_it, std::string_view{key}) != not_of_it.end()) continue;
      read_value(key, value, whole ? data : Data{.is_input = false});
    }
  }

  /// Of a state in JSONata, without the states within it.
  void read_queries(const json::value& value, const Data& data) {
    if (const json::object* object = value.if_object()) {
      for (const auto& [key, member] : *object) {
        constexpr std::array<std::string_view, 4> not_of_it{"ItemProcessor", "Iterator", "Branches",
                                                            "Comment"};
        if (std::ranges::find(not_of_it, std::string_view{key}) != not_of_it.end()) continue;
        read_queries(member, data);
      }
    } else if (const json::array* array = value.if_array()) {
      for (const json::value& element : *array) read_queries(element, data);
    } else if (const json::string* text = value.if_string(); text && text->starts_with("{%")) {
      need(members_after("$states.context.Execution.Input", *text, first_queried_member),
           members_after("$states.input", *text, first_queried_member), data);
    }
  }

  void read_value(std::string_view key, const json::value& value, const Data& data) {
    if (const json::object* object = value.if_object()) {
      for (const auto& [name, member] : *object) read_value(name, member, data);
    } else if (const json::array* array = value.if_array()) {
      for (const json::value& element : *array) read_value(key, element, data);
    } else if (const json::string* text = value.if_string()) {
      const bool path = key.ends_with(".$") || key.ends_with("Path") || key == "Variable";
      if (path) need(std::string_view{*text}, data);
    }
  }

  void need(std::string_view text, const Data& data) {
    need(execution_members(text), input_members(text), data);
  }

  void need(const Names& of_execution, const Names& of_state, const Data& data) {
    needed_.insert(of_execution.begin(), of_execution.end());
    if (!data.is_input) return;
    for (const std::string& name : of_state) {
      if (!data.made.contains(name) && !asked_for_.contains(name)) needed_.insert(name);
    }
  }

  Names asked_for_;
  bool jsonata_ = false;
  Names needed_;
  std::set<std::pair<const json::object*, Data>> seen_;
};

/// Members that Choices ask for with IsPresent, and queries with $exists.
void gather_asked_for(const json::value& value, Names& names) {
  if (const json::array* array = value.if_array()) {
    for (const json::value& element : *array) gather_asked_for(element, names);
  } else if (const json::object* object = value.if_object()) {
    if (object->contains("IsPresent")) names.merge(input_members(string_at(*object, "Variable")));
    for (const auto& [key, member] : *object) gather_asked_for(member, names);
  } else if (const json::string* text = value.if_string(); text && text->starts_with("{%")) {
    names.merge(members_after("$exists($states.input", *text, first_queried_member));
  }
}

}  // namespace

std::vector<std::string> machine_inputs(const json::object& definition) {
  Names asked_for;
  gather_asked_for(json::value(definition), asked_for);
  Follower follower{std::move(asked_for), says_jsonata(definition, false)};
  follower.follow(definition, {});
  return {follower.needed().begin(), follower.needed().end()};
}

}  // namespace spotdrill::drill::sketch
