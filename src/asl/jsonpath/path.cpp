#include "asl/jsonpath/path.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "asl/bounds.hpp"
#include "asl/jsonpath/evaluator.hpp"
#include "asl/jsonpath/parser.hpp"
#include "asl/jsonpath/text_search.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl {
namespace {

using jsonpath::Compiled;

const json::value* root_of(const Compiled& path, const Scope& scope) {
  switch (path.root) {
    case Path::Root::Context:
      return &scope.context();
    case Path::Root::Variable:
      return scope.variable(path.variable);
    case Path::Root::Input:
      break;
  }
  return &scope.root();
}

/// "$.a['b','c']" gives an object with those of the members that are there.
std::optional<json::value> read_members(const jsonpath::Steps& steps, const json::value& root) {
  const jsonpath::Steps before{steps.begin(), steps.end() - 1};
  const json::value* value = jsonpath::find_single(before, root);
  const json::object* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) return std::nullopt;
  return jsonpath::pick(*object, std::get<jsonpath::Members>(steps.back().kind).names);
}

/// True when only the last step is not single, and names members.
bool gives_members(const jsonpath::Steps& steps) {
  if (steps.empty() || steps.back().deep) return false;
  if (!std::holds_alternative<jsonpath::Members>(steps.back().kind)) return false;
  return std::all_of(steps.begin(), steps.end() - 1,
                     [](const jsonpath::Step& step) { return step.single(); });
}

std::string step_text(const jsonpath::Step& step) {
  if (const auto* index = std::get_if<jsonpath::Index>(&step.kind)) {
    return fmt::format("[{}]", index->at);
  }
  return std::get<jsonpath::Member>(step.kind).name;
}

/// Goes from `at` to what `step` names, making it. Null: an index that is not there.
json::value* write_step(const jsonpath::Step& step, json::value* at) {
  if (const auto* member = std::get_if<jsonpath::Member>(&step.kind)) {
    json::object& object = at->is_object() ? at->get_object() : at->emplace_object();
    return &object[member->name];
  }
  json::array* array = at->if_array();
  const auto index = static_cast<std::size_t>(std::get<jsonpath::Index>(step.kind).at);
  return array != nullptr && index < array->size() ? &(*array)[index] : nullptr;
}

/// The first step that cannot be taken from `root`, or null.
const jsonpath::Step* blocked_step(const jsonpath::Steps& steps, const json::value& root) {
  const json::value* at = &root;
  for (const jsonpath::Step& step : steps) {
    const json::value* next = at == nullptr ? nullptr : jsonpath::follow(step, *at);
    if (next == nullptr && std::holds_alternative<jsonpath::Index>(step.kind)) return &step;
    at = next;
  }
  return nullptr;
}

}  // namespace

Path::Path() {
  static const auto whole_input = std::make_shared<const Compiled>();
  compiled_ = whole_input;
}

Result<Path, std::string> Path::parse(std::string_view text) {
  return Path{std::make_shared<const Compiled>(TRY(jsonpath::parse_path(text)))};
}

const std::string& Path::text() const {
  return compiled_->text;
}

Path::Root Path::root() const {
  return compiled_->root;
}

std::string_view Path::variable() const {
  return compiled_->variable;
}

bool Path::whole() const {
  return compiled_->steps.empty();
}

bool Path::definite() const {
  return compiled_->definite;
}

bool Path::reference() const {
  return compiled_->reference;
}

std::optional<json::value> Path::read(const json::value& root) const {
  if (definite()) {
    const json::value* found = find(root);
    return found == nullptr ? std::nullopt : std::optional{*found};
  }
  if (gives_members(compiled_->steps)) return read_members(compiled_->steps, root);
  jsonpath::Evaluation evaluation{root};
  return json::value(jsonpath::copies(evaluation.find(compiled_->steps, root)));
}

std::optional<json::value> Path::read(const Scope& scope) const {
  const json::value* root = root_of(*compiled_, scope);
  return root == nullptr ? std::nullopt : read(*root);
}

const json::value* Path::find(const json::value& root) const {
  return definite() ? jsonpath::find_single(compiled_->steps, root) : nullptr;
}

const json::value* Path::find(const Scope& scope) const {
  const json::value* root = root_of(*compiled_, scope);
  return root == nullptr ? nullptr : find(*root);
}

std::optional<std::string_view> Path::find_text(std::string_view root) const {
  return definite() ? jsonpath::find_text(compiled_->steps, root) : std::nullopt;
}

/// What is not definite stands as it was written, for such a path always gives something.
std::string Path::normal_text() const {
  if (!definite()) return text();
  std::string normal = fmt::format("${}", compiled_->variable);
  for (const jsonpath::Step& step : compiled_->steps) {
    const auto* member = std::get_if<jsonpath::Member>(&step.kind);
    normal += member == nullptr ? step_text(step) : fmt::format("['{}']", member->name);
  }
  return normal;
}

Result<void, Failure> Path::write(json::value& root, json::value value) const {
  const auto failure = [&root](const std::string& step) {
    return fail(error_name::result_path_match_failure,
                fmt::format("Unable to apply step \"{}\" to input {}", step, write_json(root)));
  };
  if (!reference()) return failure(text());
  if (const jsonpath::Step* blocked = blocked_step(compiled_->steps, root)) {
    return failure(step_text(*blocked));
  }
  // DEVIATION: how deep AWS lets values become is not documented.
  if (too_deep(value, compiled_->steps.size())) {
    return fail(error_name::runtime, fmt::format("The ResultPath '{}' nests too deeply", text()));
  }
  json::value* at = &root;
  for (const jsonpath::Step& step : compiled_->steps) at = write_step(step, at);
  *at = std::move(value);
  return {};
}

}  // namespace spotdrill::asl
