#include "asl/expression.hpp"

#include <fmt/format.h>

#include "asl/intrinsics/call.hpp"
#include "asl/payload.hpp"
#include "asl/searched.hpp"

namespace spotdrill::asl {
namespace {

using CallPointer = std::shared_ptr<const intrinsics::Call>;

}  // namespace

std::string searched_text(const Path& path, const Scope& scope) {
  return write_json(path.root() == Path::Root::Context ? scope.context() : scope.root());
}

Result<Expression, std::string> Expression::parse(std::string_view text) {
  Expression expression;
  expression.text_ = text;
  if (text.starts_with('$')) {
    expression.kind_ = TRY(Path::parse(text));
  } else {
    expression.kind_ = TRY(intrinsics::parse_call(text));
  }
  return expression;
}

Expression Expression::of(Query query) {
  Expression expression;
  expression.text_ = query.text();
  expression.kind_ = std::move(query);
  return expression;
}

std::set<std::string> Expression::variables() const {
  std::set<std::string> names;
  if (const Query* asked = query()) return asked->variables();
  if (const Path* read = path()) {
    if (read->root() == Path::Root::Variable) names.emplace(read->variable());
  } else {
    intrinsics::add_variables(*std::get<CallPointer>(kind_), names);
  }
  return names;
}

Result<json::value, Failure> Expression::evaluate(const Scope& scope) const {
  if (const Query* asked = query()) return asked->evaluate(scope);
  const Path* read = path();
  if (read == nullptr) return intrinsics::evaluate(*std::get<CallPointer>(kind_), text_, scope);
  if (auto value = read->read(scope)) return std::move(*value);
  return fail(error_name::runtime,
              fmt::format("The JSONPath '{}' could not be found in the input '{}'", text_,
                          searched_text(*read, scope)));
}

}  // namespace spotdrill::asl
