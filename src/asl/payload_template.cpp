#include "asl/payload_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "asl/bounds.hpp"
#include "asl/java_order.hpp"
#include "asl/searched.hpp"

namespace spotdrill::asl {

/// What is constant is kept as one value, however large.
struct PayloadTemplate::Node {
  class Reader;
  class QueryReader;
  struct Field {
    std::string name;    ///< Without ".$".
    std::string source;  ///< As written.
    Expression expression;
  };
  struct Object {
    std::vector<std::pair<std::string, Node>> literals;
    std::vector<Field> fields;
  };
  using Array = std::vector<Node>;

  std::variant<json::value, Object, Array, Query> kind;

  [[nodiscard]] bool constant() const { return std::holds_alternative<json::value>(kind); }
  void add_variables(std::set<std::string>& names) const;
  Result<json::value, Failure> evaluate(const Scope& scope, Allowance& allowance) const;
  static Result<json::value, Failure> evaluate(const Field& field, const Scope& scope);
};

namespace {

using Problems = std::vector<TemplateProblem>;

constexpr std::string_view dynamic_suffix = ".$";

std::string_view kind_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "a NULL";
    case json::kind::bool_:
      return "a BOOLEAN";
    case json::kind::string:
      return "a STRING";
    case json::kind::array:
      return "an ARRAY";
    case json::kind::object:
      return "an OBJECT";
    default:
      return "a NUMBER";
  }
}

// DEVIATION: what AWS says of a field with another kind of value is known of arrays only.
std::optional<Expression> parse_field(std::string_view name, const json::value& value,
                                      const std::string& pointer, Problems& problems) {
  if (!value.is_string()) {
    problems.push_back({pointer, "",
                        fmt::format("The value for the field '{}' must be a STRING that "
                                    "contains a JSONPath but was {}",
                                    name, kind_name(value))});
    return std::nullopt;
  }
  auto expression = Expression::parse(value.get_string());
  if (expression.has_value()) return std::move(*expression);
  problems.push_back({pointer, "",
                      fmt::format("The value for the field '{}' must be a valid JSONPath "
                                  "or a valid intrinsic function call: {}",
                                  name, expression.error())});
  return std::nullopt;
}

Refusal<Failure> too_large() {
  return fail(error_name::data_limit_exceeded,
              "The result has a size exceeding the maximum number of bytes service limit.");
}

}  // namespace

/// Makes the nodes of one template. The recursion is as deep as the definition, which parse_json
/// bounds.
class PayloadTemplate::Node::Reader {
 public:
  Node read(const json::value& source, const std::string& pointer) {
    if (const json::object* object = source.if_object()) return read_object(*object, pointer);
    if (const json::array* array = source.if_array()) return read_array(*array, pointer);
    return Node{source};
  }

  Problems problems;

 private:
  /// "A JSON object MUST NOT have duplicate field names after fields ending with the characters
  /// ".$" are renamed to strip the ".$" suffix."
  void check_name(const json::object& object, std::string_view name, const std::string& pointer) {
    if (!object.contains(name)) return;
    problems.push_back(
        {pointer, "", fmt::format("The field '{}' stands beside '{}.$'", name, name)});
  }

  /// As AWS does it: what is literal comes first, then come the expressions in a HashMap's order.
  Node read_object(const json::object& object, const std::string& pointer) {
    Node::Object read_object;
    bool constant = true;
    for (const auto& member : object) {
      const std::string_view key = member.key();
      const std::string where = fmt::format("{}/{}", pointer, key);
      if (!key.ends_with(dynamic_suffix)) {
        Node node = read(member.value(), where);
        constant = constant && node.constant();
        read_object.literals.emplace_back(key, std::move(node));
        continue;
      }
      constant = false;
      const std::string_view name = key.substr(0, key.size() - dynamic_suffix.size());
      check_name(object, name, where);
      if (auto expression = parse_field(key, member.value(), where, problems)) {
        read_object.fields.push_back({std::string{name}, std::string{key}, std::move(*expression)});
      }
    }
    if (constant) return Node{json::value(object)};
    sort_as_hash_map(read_object.fields, &Node::Field::name);
    return Node{std::move(read_object)};
  }

  Node read_array(const json::array& array, const std::string& pointer) {
    Node::Array elements;
    for (std::size_t i = 0; i < array.size(); ++i) {
      elements.push_back(read(array[i], fmt::format("{}/{}", pointer, i)));
    }
    if (std::ranges::all_of(elements, &Node::constant)) return Node{json::value(array)};
    return Node{std::move(elements)};
  }
};

/// Likewise in JSONata, where only strings are looked at.
class PayloadTemplate::Node::QueryReader {
 public:
  QueryReader(const std::string& location, Subject subject)
      : location_(location), subject_(subject) {}

  Node read(const json::value& source, const std::string& pointer) {
    if (const json::object* object = source.if_object()) return read_object(*object, pointer);
    if (const json::array* array = source.if_array()) return read_array(*array, pointer);
    if (!source.is_string() || !Query::is_meant(source.get_string())) return Node{source};
    auto query = Query::parse(source.get_string(), location_ + pointer, subject_);
    if (query.has_value()) return Node{std::move(*query)};
    for (QueryProblem& problem : query.error()) {
      problems.push_back({pointer, problem.code, std::move(problem.message)});
    }
    return {};
  }

  Problems problems;

 private:
  Node read_object(const json::object& object, const std::string& pointer) {
    Node::Object members;
    for (const auto& member : object) {
      const std::string_view key = member.key();
      members.literals.emplace_back(key, read(member.value(), fmt::format("{}/{}", pointer, key)));
    }
    const bool constant = std::ranges::all_of(
        members.literals, [](const auto& member) { return member.second.constant(); });
    if (constant) return Node{json::value(object)};
    return Node{std::move(members)};
  }

  // DEVIATION: how AWS names an element of an array where a query fails is not known; here it is
  // "Output/a[1]".
  Node read_array(const json::array& array, const std::string& pointer) {
    Node::Array elements;
    for (std::size_t i = 0; i < array.size(); ++i) {
      elements.push_back(read(array[i], fmt::format("{}[{}]", pointer, i)));
    }
    if (std::ranges::all_of(elements, &Node::constant)) return Node{json::value(array)};
    return Node{std::move(elements)};
  }

  const std::string& location_;
  Subject subject_;
};

void PayloadTemplate::Node::add_variables(std::set<std::string>& names) const {
  if (const auto* query = std::get_if<Query>(&kind)) names.merge(query->variables());
  if (const auto* elements = std::get_if<Array>(&kind)) {
    for (const Node& element : *elements) element.add_variables(names);
  }
  const auto* object = std::get_if<Object>(&kind);
  if (object == nullptr) return;
  for (const auto& [name, node] : object->literals) node.add_variables(names);
  for (const Field& field : object->fields) names.merge(field.expression.variables());
}

Result<json::value, Failure> PayloadTemplate::Node::evaluate(const Field& field,
                                                             const Scope& scope) {
  const Path* path = field.expression.path();
  if (path == nullptr) return field.expression.evaluate(scope);
  if (auto value = path->read(scope)) return std::move(*value);
  return fail(error_name::runtime,
              fmt::format("The JSONPath '{}' specified for the field '{}' could not be found in "
                          "the input '{}'",
                          path->text(), field.source, searched_text(*path, scope)));
}

/// The recursion is as deep as the definition.
Result<json::value, Failure> PayloadTemplate::Node::evaluate(const Scope& scope,
                                                             Allowance& allowance) const {
  if (const auto* value = std::get_if<json::value>(&kind)) return *value;
  if (const auto* query = std::get_if<Query>(&kind)) {
    json::value value = TRY(query->evaluate(scope));
    if (!allowance.take(value)) return too_large();
    return value;
  }
  if (const auto* elements = std::get_if<Array>(&kind)) {
    json::array array;
    array.reserve(elements->size());
    for (const Node& element : *elements) array.push_back(TRY(element.evaluate(scope, allowance)));
    return json::value(std::move(array));
  }
  const auto& source = std::get<Object>(kind);
  json::object object;
  object.reserve(source.literals.size() + source.fields.size());
  for (const auto& [name, node] : source.literals) {
    object.emplace(name, TRY(node.evaluate(scope, allowance)));
  }
  for (const Field& field : source.fields) {
    json::value value = TRY(evaluate(field, scope));
    if (!allowance.take(value)) return too_large();
    object.emplace(field.name, std::move(value));
  }
  return json::value(std::move(object));
}

Result<PayloadTemplate, std::vector<TemplateProblem>> PayloadTemplate::parse(
    const json::value& source) {
  Node::Reader reader;
  Node root = reader.read(source, "");
  if (!reader.problems.empty()) return refuse(std::move(reader.problems));
  return PayloadTemplate{std::move(root)};
}

Result<PayloadTemplate, std::vector<TemplateProblem>> PayloadTemplate::parse_queries(
    const json::value& source, const std::string& location, Subject subject) {
  Node::QueryReader reader{location, subject};
  Node root = reader.read(source, "");
  if (!reader.problems.empty()) return refuse(std::move(reader.problems));
  return PayloadTemplate{std::move(root)};
}

PayloadTemplate::PayloadTemplate(Node root)
    : root_(std::make_shared<const Node>(std::move(root))) {}

std::set<std::string> PayloadTemplate::variables() const {
  std::set<std::string> names;
  if (root_ != nullptr) root_->add_variables(names);
  return names;
}

Result<json::value, Failure> PayloadTemplate::evaluate(const Scope& scope) const {
  if (root_ == nullptr) return json::value(json::object{});
  Allowance allowance;
  json::value value = TRY(root_->evaluate(scope, allowance));
  if (!root_->constant() && too_deep(value)) {
    return fail(error_name::runtime, "The result nests too deeply");
  }
  return value;
}

bool PayloadTemplate::constant() const {
  return root_ == nullptr || root_->constant();
}

const Query* PayloadTemplate::query() const {
  return root_ == nullptr ? nullptr : std::get_if<Query>(&root_->kind);
}

}  // namespace spotdrill::asl
