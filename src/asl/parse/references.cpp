#include "asl/parse/references.hpp"

namespace spotdrill::asl::parse {
namespace {

/// Gathers from every part of a state, whatever it is.
struct Gatherer {
  std::set<std::string> names;

  void add(const Expression& expression) { names.merge(expression.variables()); }
  void add(const PayloadTemplate& source) { names.merge(source.variables()); }
  void add(const Path& path) {
    if (path.root() == Path::Root::Variable) names.emplace(path.variable());
  }

  template <class T>
  void add(const std::optional<T>& part) {
    if (part) add(*part);
  }

  template <class T>
  void add(const Given<T>& given) {
    if (const auto* expression = std::get_if<Expression>(&given)) add(*expression);
  }

  void add(const Effort& effort) {
    add(effort.result_selector);
    for (const Catcher& catcher : effort.catchers) {
      add(catcher.assign);
      add(catcher.output);
    }
  }

  void add(const ChoiceCondition& condition) {
    if (condition.kind == ChoiceCondition::Kind::Comparison) add(condition.variable);
    add(condition.operand_path);
    add(condition.query);
    for (const ChoiceCondition& inner : condition.conditions) add(inner);
  }

  /// ItemReader, ResultWriter.
  void add(const json::object& source) {
    const json::value* parameters = source.if_contains("Parameters");
    if (parameters != nullptr) {
      const auto read = PayloadTemplate::parse(*parameters);
      if (read) add(*read);
    }
    if (const json::value* arguments = source.if_contains("Arguments")) {
      const auto read = PayloadTemplate::parse_queries(*arguments, {}, Subject::Input);
      if (read) add(*read);
    }
    const json::value* config = source.if_contains("ReaderConfig");
    if (config == nullptr || !config->is_object()) return;
    const auto queried_max =
        Query::parse(string_at(config->get_object(), "MaxItems"), {}, Subject::Input);
    if (queried_max) names.merge(queried_max->variables());
    const auto given_max = Expression::parse(string_at(config->get_object(), "MaxItemsPath"));
    if (given_max) add(*given_max);
  }

  void operator()(const Task& task) {
    add(task.effort);
    add(task.parameters);
    add(task.timeout);
    add(task.heartbeat);
    add(task.credentials);
  }
  void operator()(const Pass& pass) { add(pass.parameters); }
  void operator()(const Wait& wait) {
    if (const auto* path = std::get_if<Expression>(&wait.until)) add(*path);
  }
  void operator()(const Choice& choice) {
    for (const ChoiceRule& rule : choice.rules) {
      add(rule.condition);
      add(rule.assign);
      add(rule.output);
    }
  }
  void operator()(const Succeed&) {}
  void operator()(const Fail& fail) {
    add(fail.error);
    add(fail.cause);
  }
  void operator()(const Parallel& parallel) {
    add(parallel.effort);
    add(parallel.parameters);
  }
  void operator()(const Map& map) {
    add(map.effort);
    add(map.items_path);
    add(map.items);
    add(map.item_selector);
    add(map.concurrency_max);
    add(map.tolerated_failure_percentage);
    add(map.tolerated_failure_count);
    add(map.item_reader);
    add(map.result_writer);
    if (!map.batcher) return;
    add(map.batcher->items_max);
    add(map.batcher->bytes_max);
    add(map.batcher->batch_input);
  }
};

}  // namespace

std::set<std::string> variables_of(const State& state) {
  Gatherer gatherer;
  gatherer.add(state.input_path);
  gatherer.add(state.output_path);
  gatherer.add(state.output);
  gatherer.add(state.assign);
  std::visit(gatherer, state.kind);
  return std::move(gatherer.names);
}

}  // namespace spotdrill::asl::parse
