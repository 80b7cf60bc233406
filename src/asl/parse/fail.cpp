#include <fmt/format.h>

#include "asl/parse/states.hpp"
#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

std::optional<std::string> read_words(const Fields& fields, std::string_view field) {
  auto words = fields.string(field);
  if (words && looks_like_expression(*words)) {
    fields.context().warn(code::no_path,
                          fmt::format("The value of field '{0}' is taken as it is: call the field "
                                      "'{0}Path' if it is to be evaluated",
                                      field),
                          fields.place_of(field));
  }
  return words;
}

}  // namespace

Fail read_fail(const Fields& fields) {
  fields.allow_in_state({"Error", "Cause", "ErrorPath", "CausePath"});
  fields.at_most_one_of({"Error", "ErrorPath"});
  fields.at_most_one_of({"Cause", "CausePath"});
  Fail fail;
  fail.error = read_words(fields, "Error");
  fail.cause = read_words(fields, "Cause");
  fail.error_path = fields.path("ErrorPath", Paths::ReferenceOrCall);
  fail.cause_path = fields.path("CausePath", Paths::ReferenceOrCall);
  return fail;
}

}  // namespace spotdrill::asl::parse
