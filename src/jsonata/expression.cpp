#include "jsonata/evaluation.hpp"
#include "jsonata/jsonata.hpp"
#include "jsonata/resolve.hpp"
#include "jsonata/walk.hpp"

namespace spotdrill::jsonata {

namespace {

/// Collects the variables that a tree does not bind itself.
class ReferenceFinder {
 public:
  std::vector<Reference> found;

  void visit(const Node* node) {
    if (node == nullptr) return;
    if (node->kind == NodeKind::Path) return visit_path(*node);
    const std::size_t outside = bound_.size();
    if (node->kind == NodeKind::Variable) add(*node);
    if (node->kind == NodeKind::Lambda) {
      bound_.insert(bound_.end(), node->parameters.begin(), node->parameters.end());
    }
    visit_parts(*node);
    if (node->kind == NodeKind::Block || node->kind == NodeKind::Lambda) bound_.resize(outside);
    if (node->kind == NodeKind::Bind) bound_.push_back(node->name);
  }

 private:
  void visit_parts(const Node& node) {
    const bool calls = node.kind == NodeKind::Function || node.kind == NodeKind::Partial;
    if (calls && node.left->kind == NodeKind::Variable) {
      add(*node.left, {}, true);
    } else {
      visit(node.left);
    }
    visit(node.right);
    visit(node.third);
    for (const Node* item : node.items) visit(item);
    for (const Term& term : node.terms) visit(term.expression);
    visit_filters(node);
    visit_group(node);
  }

  void visit_group(const Node& node) {
    if (node.group == nullptr) return;
    for (const auto& [key, value] : node.group->pairs) {
      visit(key);
      visit(value);
    }
  }

  void visit_filters(const Node& node) {
    for (const Stage& stage : node.stages) {
      if (stage.filter != nullptr) visit(stage.filter);
      if (stage.index != no_name) bound_.push_back(stage.index);
    }
    for (const Stage& predicate : node.predicates) visit(predicate.filter);
  }

  void visit_path(const Node& path) {
    const std::size_t outside = bound_.size();
    std::size_t next = 0;
    if (path.items[0]->kind == NodeKind::Variable) {
      const Node& variable = *path.items[next++];
      std::vector<std::string> names;
      for (std::size_t i = 1; i < path.items.size() && path.items[i]->kind == NodeKind::Name; ++i) {
        names.emplace_back(path.items[i]->text);
      }
      add(variable, std::move(names));
      visit_filters(variable);
    }
    for (; next < path.items.size(); ++next) {
      const Node& step = *path.items[next];
      visit(&step);
      if (step.focus != no_name) bound_.push_back(step.focus);
      if (step.index != no_name) bound_.push_back(step.index);
    }
    visit_group(path);
    bound_.resize(outside);
  }

  void add(const Node& variable, std::vector<std::string> path = {}, bool called = false) {
    if (variable.text.empty() || variable.name == root_name) return;
    if (std::find(bound_.begin(), bound_.end(), variable.name) != bound_.end()) return;
    found.push_back({std::string{variable.text}, std::move(path), variable.position, called});
  }

  std::vector<NameId> bound_;
};

Result<Maybe, Error> run(const Program& program, Value input, const Environment& environment) {
  Evaluation evaluation{program, environment};
  const auto result = evaluation.run(input);
  if (!result.has_value()) return refuse(evaluation.public_error(result.error()));
  if (!result->defined() || result->is_function()) return Maybe{};
  auto value = to_json(evaluation, *result);
  if (!value.has_value()) return refuse(evaluation.public_error(value.error()));
  return Maybe{std::move(*value)};
}

}  // namespace

Result<Expression, Error> Expression::compile(std::string_view text) {
  auto program = std::make_shared<Program>();
  program->source = text;
  program->root = TRY(parse_program(*program));
  return Expression{std::move(program)};
}

Result<Maybe, Error> Expression::evaluate(const json::value& input,
                                          const Environment& environment) const {
  return run(*program_, Value::of(input), environment);
}

Result<Maybe, Error> Expression::evaluate(const Environment& environment) const {
  return run(*program_, Value{}, environment);
}

std::vector<Reference> Expression::references() const {
  ReferenceFinder finder;
  finder.visit(program_->root);
  return std::move(finder.found);
}

}  // namespace spotdrill::jsonata
