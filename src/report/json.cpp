#include <fmt/format.h>

#include <cmath>

#include "protocol/json_walk.hpp"
#include "protocol/shape_json.hpp"
#include "report/markup.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

std::string to_json(const Report& report) {
  std::string text;
  protocol::append_json(text, protocol::write_json(report));
  // A console holds whatever a job printed; JSON is UTF-8.
  return legible(text);
}

Result<json::value, std::string> parse_document(std::string_view json, std::string_view what,
                                                std::int64_t format) {
  Result<json::value, std::string> value = parse_json(json);
  if (!value) return refuse(fmt::format("it was cut short, or is not JSON: {}", value.error()));
  // Asked first: another format would be refused for whatever member comes first.
  const json::object* object = value->if_object();
  const json::value* told = object == nullptr ? nullptr : object->if_contains("format");
  if (told == nullptr || !told->is_int64() || told->get_int64() != format) {
    return refuse(
        fmt::format("it is no {} of format {}, which is what this spotdrill reads", what, format));
  }
  return value;
}

Result<Report, std::string> read_report(std::string_view json) {
  Report report =
      TRY(protocol::read_json<Report>(TRY(parse_document(json, "report", report_format))));
  // Everything is divided by these.
  const auto positive = [](double number) { return std::isfinite(number) && number > 0; };
  if (!positive(report.total) || !positive(report.speed)) {
    return refuse(std::string{"its total and its speed have to be above 0"});
  }
  return report;
}

}  // namespace spotdrill::report
