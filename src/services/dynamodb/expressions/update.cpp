#include "services/dynamodb/expressions/update.hpp"

#include <fmt/format.h>

#include <array>

#include "services/dynamodb/expressions/meetings.hpp"
#include "services/dynamodb/expressions/parser.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

struct Clause {
  std::string_view word;
  Action::Kind kind;
};
constexpr std::array<Clause, 4> clauses{{{"SET", Action::Kind::Set},
                                         {"REMOVE", Action::Kind::Remove},
                                         {"ADD", Action::Kind::Add},
                                         {"DELETE", Action::Kind::Delete}}};

std::string_view long_type_name(Type type) {
  switch (type) {
    case Type::S:
      return "STRING";
    case Type::N:
      return "NUMBER";
    case Type::B:
      return "BINARY";
    case Type::Bool:
      return "BOOLEAN";
    case Type::L:
      return "LIST";
    case Type::M:
      return "MAP";
    default:
      return type_name(type);
  }
}

/// A value's type; of a path or a function it is not known before there is an item.
const Value* constant(const Node& node) {
  return node.kind == Node::Kind::Constant ? &node.value : nullptr;
}

class UpdateParser {
 public:
  UpdateParser(std::string_view expression, Substitutes& substitutes)
      : parser_(expression, substitutes) {}

  Parsed<Update> parse() {
    TRY(parser_.check_size());
    do {
      TRY(clause());
    } while (parser_.peek().kind != Token::Kind::End);
    if (auto problem = parser_.problems().first()) return refuse(*std::move(problem));
    return std::move(update_);
  }

 private:
  Parsed<void> clause() {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      if (!parser_.take_word(clauses[i].word)) continue;
      if (std::exchange(seen_[i], true)) {
        parser_.problems().add(
            Problem::Section,
            fmt::format("The \"{}\" section can only be used once in an update expression;",
                        clauses[i].word));
      }
      do {
        TRY(action(clauses[i]));
      } while (parser_.take(","));
      return {};
    }
    return parser_.syntax_error();
  }

  Parsed<void> action(const Clause& clause) {
    Action action{.kind = clause.kind, .path = TRY(parser_.path())};
    paths_.push_back(action.path);
    check_meetings(paths_, parser_.problems());
    if (clause.kind == Action::Kind::Set) {
      TRY(parser_.expect("="));
      action.operand = TRY(set_value());
    } else if (clause.kind != Action::Kind::Remove) {
      if (parser_.peek().kind != Token::Kind::Variable) return parser_.syntax_error();
      action.operand = TRY(parser_.operand());
      check_added(clause, action.operand);
    }
    update_.push_back(std::move(action));
    return {};
  }

  /// ADD takes numbers and sets, DELETE sets.
  void check_added(const Clause& clause, const Node& operand) {
    const Type type = operand.value.type();
    if (is_set(type) || (type == Type::N && clause.kind == Action::Kind::Add)) return;
    parser_.problems().add(
        Problem::OperandType,
        fmt::format("Incorrect operand type for operator or function; operator: {}, operand type: "
                    "{}",
                    clause.word, long_type_name(type)));
  }

  Parsed<Node> set_value() {
    Node first = TRY(checked_operand());
    const bool plus = parser_.peek().is("+");
    if (!plus && !parser_.peek().is("-")) return first;
    parser_.next();
    return sum(plus, std::move(first));
  }

  Parsed<Node> sum(bool plus, Node first) {
    Node node{.kind = plus ? Node::Kind::Plus : Node::Kind::Minus};
    node.name = plus ? "+" : "-";
    node.arguments.push_back(std::move(first));
    node.arguments.push_back(TRY(checked_operand()));
    check_types(node, Type::N);
    return node;
  }

  /// "(a + :b)" may stand in parentheses as a whole, too.
  Parsed<Node> checked_operand() {
    if (parser_.take("(")) {
      const Parser::Level level{parser_};
      TRY(parser_.check_depth());
      Node inner = TRY(set_value());
      TRY(parser_.expect(")"));
      return parser_.in_parentheses(std::move(inner));
    }
    Node node = TRY(parser_.operand());
    check(node);
    return node;
  }

  void check(const Node& node) {
    if (node.kind != Node::Kind::Function) return;
    for (const Node& each : node.arguments) check(each);
    if (node.name != "if_not_exists" && node.name != "list_append") {
      return parser_.problems().add(Problem::UnknownFunction,
                                    fmt::format("Invalid function name; function: {}", node.name));
    }
    if (node.arguments.size() != 2) {
      return parser_.problems().add(
          Problem::OperandCount,
          fmt::format("Incorrect number of operands for operator or function; operator or "
                      "function: {}, number of operands: {}",
                      node.name, node.arguments.size()));
    }
    if (node.name == "list_append") return check_types(node, Type::L);
    if (node.arguments[0].kind == Node::Kind::Lookup) return;
    parser_.problems().add(
        Problem::OperandType,
        fmt::format("Operator or function requires a document path; operator or function: {}",
                    node.name));
  }

  void check_types(const Node& node, Type wanted) {
    for (const Node& each : node.arguments) {
      const Value* value = constant(each);
      if (value == nullptr || value->type() == wanted) continue;
      parser_.problems().add(
          Problem::OperandType,
          fmt::format("Incorrect operand type for operator or function; operator or function: {}, "
                      "operand type: {}",
                      node.name, type_name(value->type())));
    }
  }

  Parser parser_;
  std::array<bool, clauses.size()> seen_{};
  std::vector<Path> paths_;
  Update update_;
};

}  // namespace

Result<Update, std::string> parse_update(std::string_view expression, Substitutes& substitutes) {
  return UpdateParser{expression, substitutes}.parse();
}

}  // namespace spotdrill::dynamodb::expressions
