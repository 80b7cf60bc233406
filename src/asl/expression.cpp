#include "asl/expression.hpp"

#include <fmt/format.h>

#include "asl/intrinsics/call.hpp"
#include "asl/payload.hpp"
#include "asl/searched.hpp"

namespace spotdrill::asl {

std::string searched_text(const Path& path, const Scope& scope) {
  return write_json(path.root() == Path::Root::Context ? scope.context() : scope.root());
}

Result<Expression, std::string> Expression::parse(std::string_view text) {
  Expression expression;
  expression.text_ = text;
  if (text.starts_with('$')) {
    expression.path_ = TRY(Path::parse(text));
  } else {
    expression.call_ = TRY(intrinsics::parse_call(text));
  }
  return expression;
}

std::set<std::string> Expression::variables() const {
  std::set<std::string> names;
  if (call_ != nullptr) {
    intrinsics::add_variables(*call_, names);
  } else if (path_.root() == Path::Root::Variable) {
    names.emplace(path_.variable());
  }
  return names;
}

Result<json::value, Failure> Expression::evaluate(const Scope& scope) const {
  if (call_ != nullptr) return intrinsics::evaluate(*call_, text_, scope);
  if (auto value = path_.read(scope)) return std::move(*value);
  return fail(error_name::runtime,
              fmt::format("The JSONPath '{}' could not be found in the input '{}'", text_,
                          searched_text(path_, scope)));
}

}  // namespace spotdrill::asl
