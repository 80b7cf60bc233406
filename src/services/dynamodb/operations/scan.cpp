#include <fmt/format.h>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/legacy.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/read_request.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {
namespace {

Result<void> check_segment(const api::dynamodb::ScanInput& request) {
  if (request.segment && !request.total_segments) {
    return validation_exception(
        "The TotalSegments parameter is required but was not present in the request when Segment "
        "parameter is present");
  }
  if (request.total_segments && !request.segment) {
    return validation_exception(
        "The Segment parameter is required but was not present in the request when parameter "
        "TotalSegments is present");
  }
  if (request.segment && *request.segment >= *request.total_segments) {
    return validation_exception(fmt::format(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
        "Segment: {} is not less than TotalSegments: {}",
        *request.segment, *request.total_segments));
  }
  return {};
}

/// The partitions of a segment: texts begin with where their partition lies.
TextRange segment_of(const api::dynamodb::ScanInput& request) {
  if (!request.segment) return {};
  constexpr std::int64_t partitions = std::int64_t{1} << 32;
  const auto total = static_cast<std::int64_t>(*request.total_segments);
  const auto begin_of = [&](std::int64_t segment) {
    return fmt::format("{:08x}", (partitions * segment + total - 1) / total);
  };
  const bool last = *request.segment + 1 == *request.total_segments;
  return {begin_of(*request.segment), last ? "" : begin_of(*request.segment + 1)};
}

Result<void> scan_behind(const api::dynamodb::ScanInput& request, Reading& reading) {
  if (!request.exclusive_start_key || request.exclusive_start_key->empty()) return {};
  const Attributes key = TRY(start_key(*request.exclusive_start_key));
  const std::string text = TRY(start_text(*reading.table, reading.index, key));
  const bool inside =
      text >= reading.range.begin && (reading.range.end.empty() || text < reading.range.end);
  if (!inside) {
    return validation_exception(
        fmt::format("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
                    "ExclusiveStartKey with correct Segment. TotalSegments: {} Segment: {}",
                    *request.total_segments, *request.segment));
  }
  reading.after = text;
  return {};
}

}  // namespace

Result<api::dynamodb::ScanOutput> scan(DynamoDb& db, const api::dynamodb::ScanInput& request) {
  const ReadRequest common = read_request_of(request);
  ExpressionRequest texts;
  texts.projection = &request.projection_expression;
  texts.filter = &request.filter_expression;
  texts.names = &request.expression_attribute_names;
  texts.values = &request.expression_attribute_values;
  texts.legacy = {{"AttributesToGet", request.attributes_to_get.has_value()},
                  {"ScanFilter", request.scan_filter.has_value()},
                  {"ConditionalOperator", request.conditional_operator.has_value()}};
  TRY(check_parameters(texts));
  TRY(check_select(common));
  TRY(check_segment(request));
  Expressions read = TRY(read_expressions(texts));
  Reading reading;
  reading.filter = std::move(read.filter);
  if (request.scan_filter) {
    reading.filter = TRY(filter_condition(*request.scan_filter, request.conditional_operator));
  }
  reading.table = TRY(usable_table(db, request.table_name));
  reading.index = TRY(index_of(*reading.table, common));
  TRY(choose_attributes(common, read, reading));
  reading.range = segment_of(request);
  reading.limit = request.limit;
  TRY(scan_behind(request, reading));
  return read_reply<api::dynamodb::ScanOutput>(db, request, reading);
}

}  // namespace spotdrill::dynamodb
