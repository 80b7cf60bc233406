#include "services/dynamodb/expressions/projection.hpp"

#include "services/dynamodb/expressions/meetings.hpp"
#include "services/dynamodb/expressions/parser.hpp"

namespace spotdrill::dynamodb::expressions {

Result<Projection, std::string> parse_projection(std::string_view expression,
                                                 Substitutes& substitutes) {
  Parser parser{expression, substitutes};
  TRY(parser.check_size());
  Projection paths;
  do {
    paths.push_back(TRY(parser.path()));
    check_meetings(paths, parser.problems());
  } while (parser.take(","));
  if (parser.peek().kind != Token::Kind::End) return parser.syntax_error();
  if (auto problem = parser.problems().first()) return refuse(*std::move(problem));
  return paths;
}

}  // namespace spotdrill::dynamodb::expressions
