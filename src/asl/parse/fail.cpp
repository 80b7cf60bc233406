#include <fmt/format.h>

#include "asl/parse/states.hpp"
#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

std::optional<Given<std::string>> read_words(const Fields& fields, std::string_view field) {
  if (fields.has_query(field)) return fields.query(field);
  if (!fields.in_jsonata()) {
    const std::string path_field = fmt::format("{}Path", field);
    fields.at_most_one_of({field, path_field});
    if (auto path = fields.path(path_field, Paths::ReferenceOrCall)) return std::move(*path);
  }
  auto words = fields.string(field);
  if (!words) return {};
  if (!fields.in_jsonata() && looks_like_expression(*words)) {
    fields.context().warn(code::no_path,
                          fmt::format("The value of field '{0}' is taken as it is: call the field "
                                      "'{0}Path' if it is to be evaluated",
                                      field),
                          fields.place_of(field));
  }
  return std::move(*words);
}

}  // namespace

Fail read_fail(const Fields& fields) {
  fields.allow_in_state({"Error", "Cause"}, {"ErrorPath", "CausePath"});
  Fail fail;
  fail.error = read_words(fields, "Error");
  fail.cause = read_words(fields, "Cause");
  return fail;
}

}  // namespace spotdrill::asl::parse
