#include "services/dynamodb/expressions/condition.hpp"

#include <algorithm>
#include <array>

#include "services/dynamodb/expressions/condition_checks.hpp"
#include "services/dynamodb/expressions/parser.hpp"

namespace spotdrill::dynamodb::expressions {
namespace {

class ConditionParser {
 public:
  ConditionParser(std::string_view expression, Substitutes& substitutes)
      : parser_(expression, substitutes) {}

  Parsed<Node> parse() {
    TRY(parser_.check_size());
    Node node = TRY(either());
    if (parser_.peek().kind != Token::Kind::End || !is_condition(node)) {
      return parser_.syntax_error();
    }
    check_misused_as_condition(node, parser_.problems());
    if (auto problem = parser_.problems().first()) return refuse(*std::move(problem));
    return node;
  }

 private:
  /// What must be true or false here.
  Parsed<Node> condition(Parsed<Node> read) {
    if (!read.has_value()) return read;
    if (!is_condition(*read)) return parser_.syntax_error();
    check_misused_as_condition(*read, parser_.problems());
    return read;
  }

  Parsed<Node> either() {
    const Parser::Level level{parser_};
    TRY(parser_.check_depth());
    Node node = TRY(both());
    if (!parser_.peek().is_word("OR")) return node;
    Node all{.kind = Node::Kind::Or};
    all.arguments.push_back(TRY(condition(std::move(node))));
    while (parser_.take_word("OR")) all.arguments.push_back(TRY(condition(both())));
    return all;
  }

  Parsed<Node> both() {
    Node node = TRY(negation());
    if (!parser_.peek().is_word("AND")) return node;
    Node all{.kind = Node::Kind::And};
    all.arguments.push_back(TRY(condition(std::move(node))));
    while (parser_.take_word("AND")) all.arguments.push_back(TRY(condition(negation())));
    return all;
  }

  Parsed<Node> negation() {
    if (!parser_.take_word("NOT")) return simple();
    const Parser::Level level{parser_};
    TRY(parser_.check_depth());
    Node node{.kind = Node::Kind::Not};
    node.arguments.push_back(TRY(condition(negation())));
    return node;
  }

  /// A comparison, a function, something in parentheses; or an operand alone, which makes sense in
  /// parentheses only.
  Parsed<Node> simple() {
    Node first;
    if (parser_.take("(")) {
      first = TRY(either());
      TRY(parser_.expect(")"));
      first = parser_.in_parentheses(std::move(first));
    } else {
      first = TRY(parser_.operand());
      if (first.kind == Node::Kind::Function) check_function(first, parser_.problems());
    }
    const bool operand = !is_condition(first) || first.kind == Node::Kind::Function;
    if (!operand) return first;
    const Token& operation = parser_.peek();
    if (is_comparator(operation)) return comparison(std::move(first));
    if (operation.is_word("BETWEEN")) return between(std::move(first));
    if (operation.is_word("IN")) return in(std::move(first));
    return first;
  }

  static bool is_comparator(const Token& token) {
    constexpr std::array<std::string_view, 6> comparators{"=", "<>", "<", "<=", ">", ">="};
    return token.kind == Token::Kind::Symbol &&
           std::ranges::find(comparators, token.text) != comparators.end();
  }

  Parsed<Node> operand() {
    Node node = TRY(parser_.operand());
    if (node.kind == Node::Kind::Function) check_function(node, parser_.problems());
    return node;
  }

  Parsed<Node> comparison(Node first) {
    Node node{.kind = Node::Kind::Comparison};
    node.name = std::string{parser_.next().text};
    node.arguments.push_back(std::move(first));
    node.arguments.push_back(TRY(operand()));
    check_comparison(node, parser_.problems());
    return node;
  }

  Parsed<Node> between(Node first) {
    parser_.next();
    Node node{.kind = Node::Kind::Between};
    node.arguments.push_back(std::move(first));
    node.arguments.push_back(TRY(operand()));
    if (!parser_.take_word("AND")) return parser_.syntax_error();
    node.arguments.push_back(TRY(operand()));
    check_between(node, parser_.problems());
    return node;
  }

  Parsed<Node> in(Node first) {
    parser_.next();
    Node node{.kind = Node::Kind::In};
    node.arguments.push_back(std::move(first));
    TRY(parser_.expect("("));
    do {
      node.arguments.push_back(TRY(operand()));
    } while (parser_.take(","));
    TRY(parser_.expect(")"));
    check_in(node, parser_.problems());
    return node;
  }

  Parser parser_;
};

}  // namespace

Result<Node, std::string> parse_condition(std::string_view expression, Substitutes& substitutes) {
  return ConditionParser{expression, substitutes}.parse();
}

}  // namespace spotdrill::dynamodb::expressions
