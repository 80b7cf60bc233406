#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/cloudwatch/queries.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::GetMetricDataInput;
using api::cloudwatch::GetMetricDataOutput;
using api::cloudwatch::MetricDataResult;

/// Where a page begins: after `points` points of the result `result`.
struct Cursor {
  std::size_t result = 0;
  std::size_t points = 0;
};

/// What a NextToken must have been made for.
std::string request_text(const GetMetricDataInput& request) {
  std::string text =
      fmt::format("{} {} {}\n", request.start_time.time_since_epoch().count(),
                  request.end_time.time_since_epoch().count(), request.scan_by.value_or(""));
  for (const auto& query : request.metric_data_queries) {
    text.append(query.id).append(query.expression.value_or("")).push_back('\n');
  }
  return text;
}

std::optional<Cursor> read_cursor(std::string_view text) {
  Cursor cursor;
  const char* end = text.data() + text.size();
  const auto [middle, error] = std::from_chars(text.data(), end, cursor.result);
  if (error != std::errc{} || middle == end) return std::nullopt;
  const auto [last, second_error] = std::from_chars(middle + 1, end, cursor.points);
  if (second_error != std::errc{} || last != end) return std::nullopt;
  return cursor;
}

/// The points of `from` after the first `skipped`, at most `room` of them, into `into`.
/// Returns how many there were.
template <class Iterator>
std::size_t take(Iterator begin, Iterator end, std::size_t skipped, std::size_t room,
                 MetricDataResult& into) {
  std::size_t taken = 0;
  for (Iterator each = begin; each != end && taken < room; ++each) {
    if (skipped > 0) {
      --skipped;
      continue;
    }
    into.timestamps.emplace_back(std::chrono::seconds{each->first});
    into.values.push_back(each->second);
    ++taken;
  }
  return taken;
}

std::size_t take(const TimeSeries& series, bool ascending, std::size_t skipped, std::size_t room,
                 MetricDataResult& into) {
  const auto& points = series.points;
  return ascending ? take(points.begin(), points.end(), skipped, room, into)
                   : take(points.rbegin(), points.rend(), skipped, room, into);
}

}  // namespace

Result<GetMetricDataOutput> get_metric_data(CloudWatch& cloudwatch,
                                            const GetMetricDataInput& request) {
  TRY(check_queries(request));
  const std::string identity = request_text(request);
  Cursor cursor;
  if (request.next_token) {
    const auto text = services::read_page_token(identity, *request.next_token);
    const auto read = text ? read_cursor(*text) : std::nullopt;
    if (!read) return invalid_next_token();
    cursor = *read;
  }

  std::vector<QueryResult> results = TRY(Queries(cloudwatch, request).run());
  const bool ascending = request.scan_by == "TimestampAscending";
  auto room = static_cast<std::size_t>(request.max_datapoints.value_or(datapoints_per_page_max));
  GetMetricDataOutput output;
  for (std::size_t i = cursor.result; i < results.size(); ++i) {
    QueryResult& each = results[i];
    const std::size_t skipped = i == cursor.result ? cursor.points : 0;
    const std::size_t left =
        each.series.points.size() - std::min(skipped, each.series.points.size());
    if (room == 0 && left > 0) {
      output.next_token = services::make_page_token(identity, fmt::format("{} {}", i, skipped));
      break;
    }
    MetricDataResult result{.id = each.id,
                            .label = each.series.label,
                            .status_code = "Complete",
                            .messages = std::move(each.messages)};
    const std::size_t taken = take(each.series, ascending, skipped, room, result);
    room -= taken;
    if (taken < left) result.status_code = "PartialData";
    output.metric_data_results.push_back(std::move(result));
    if (taken < left) {
      output.next_token =
          services::make_page_token(identity, fmt::format("{} {}", i, skipped + taken));
      break;
    }
  }
  return output;
}

}  // namespace spotdrill::cloudwatch
