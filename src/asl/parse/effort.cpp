#include <fmt/format.h>

#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {
namespace {

/// Source: Step Functions Developer Guide, "Retrying after an error": MaxDelaySeconds.
constexpr std::int64_t max_delay_seconds_max = 31'622'400;

/// `last`: the retrier or catcher is the last of its state.
std::vector<std::string> read_error_equals(const Fields& fields, bool last) {
  fields.require({"ErrorEquals"});
  std::vector<std::string> names;
  const json::array* array = fields.array("ErrorEquals");
  if (array == nullptr) return names;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string element = fmt::format("ErrorEquals[{}]", i);
    if (!(*array)[i].is_string()) {
      fields.refuse(element, "Expected value of type String");
      continue;
    }
    names.emplace_back(std::string_view{(*array)[i].get_string()});
    // "MUST appear alone in the "ErrorEquals" array and MUST appear in the last" one.
    if (names.back() == error_name::all && (array->size() > 1 || !last)) {
      fields.refuse(element, "States.ALL must appear alone and at end of list");
    }
  }
  return names;
}

Retrier read_retrier(const Fields& fields, bool last) {
  fields.allow({"Comment", "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate",
                "MaxDelaySeconds", "JitterStrategy"});
  fields.comment();
  Retrier retrier;
  retrier.error_equals = read_error_equals(fields, last);
  // The language says "a positive integer"; AWS takes 0.
  if (const auto seconds = fields.integer("IntervalSeconds", 0)) {
    retrier.interval = Seconds{*seconds};
  }
  if (const auto attempts = fields.integer("MaxAttempts", 0)) retrier.max_attempts = *attempts;
  if (const auto rate = fields.number("BackoffRate", 1.0)) retrier.backoff_rate = *rate;
  if (const auto seconds = fields.integer("MaxDelaySeconds", 1, max_delay_seconds_max)) {
    retrier.max_delay = Seconds{*seconds};
  }
  retrier.full_jitter = fields.one_of("JitterStrategy", {"NONE", "FULL"}) == "FULL";
  return retrier;
}

Catcher read_catcher(const Fields& fields, bool last) {
  fields.allow({"Comment", "ErrorEquals", "Assign", "Next"}, {"ResultPath"}, {"Output"});
  fields.require({"Next"});
  fields.comment();
  Catcher catcher;
  catcher.error_equals = read_error_equals(fields, last);
  catcher.result_path = fields.result_path();
  catcher.assign = fields.assign(Subject::ErrorOutput);
  catcher.output = fields.output(Subject::ErrorOutput);
  catcher.next = fields.string("Next").value_or(std::string{});
  return catcher;
}

template <class T>
std::vector<T> read_each(const Fields& fields, std::string_view field,
                         T (*read)(const Fields&, bool)) {
  std::vector<T> all;
  const json::value* value = fields.find(field);
  if (value == nullptr) return all;
  if (!value->is_array()) {
    fields.refuse(field, "Expected value of type Array");
    return all;
  }
  const json::array& array = value->get_array();  // It may be empty.
  for (std::size_t i = 0; i < array.size(); ++i) {
    const auto element = element_of(fields, field, array, i);
    if (element) all.push_back(read(*element, i + 1 == array.size()));
  }
  return all;
}

}  // namespace

Effort read_effort(const Fields& fields) {
  Effort effort;
  if (!fields.in_jsonata()) effort.result_selector = fields.payload_template("ResultSelector");
  effort.retry = read_each(fields, "Retry", read_retrier);
  effort.catchers = read_each(fields, "Catch", read_catcher);
  return effort;
}

}  // namespace spotdrill::asl::parse
