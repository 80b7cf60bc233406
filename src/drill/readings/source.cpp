#include "drill/readings/source.hpp"

#include "drill/readings/checkpoint_source.hpp"
#include "drill/readings/dynamodb_source.hpp"
#include "drill/readings/file_source.hpp"
#include "drill/readings/log_source.hpp"
#include "drill/readings/logs_source.hpp"
#include "drill/readings/metric_source.hpp"
#include "drill/readings/s3_source.hpp"

namespace spotdrill::drill {

const std::vector<OutputSeries>& Source::series() const {
  static const std::vector<OutputSeries> none;
  return none;
}

std::filesystem::path host_path(const std::vector<Shared>& shared,
                                const std::filesystem::path& guest) {
  for (const Shared& each : shared) {
    const std::filesystem::path relative = guest.lexically_relative(each.guest);
    if (!relative.empty() && *relative.begin() != "..") return each.host / relative;
  }
  return guest;
}

void add_reading(std::vector<Reading>& readings, Reading reading, bool by_time) {
  // Not where the time is that of a look: a clock that is set must not turn round what was printed.
  const auto at =
      by_time ? std::ranges::upper_bound(readings, reading.at, {}, &Reading::at) : readings.end();
  readings.insert(at, std::move(reading));
}

std::unique_ptr<Source> make_source(const NumberSource& definition, SourceContext context) {
  switch (definition.kind) {
    case NumberSource::Kind::Metric:
      return std::make_unique<MetricSource>(definition, std::move(context));
    case NumberSource::Kind::File:
      return std::make_unique<FileSource>(definition, std::move(context));
    case NumberSource::Kind::Checkpoints:
      return std::make_unique<CheckpointSource>(definition, context);
    case NumberSource::Kind::S3:
      return std::make_unique<S3Source>(definition, std::move(context), S3Source::Of::Progress);
    case NumberSource::Kind::DynamoDb:
      return std::make_unique<DynamoDbSource>(definition, std::move(context),
                                              DynamoDbSource::Of::Progress);
    case NumberSource::Kind::LogGroup:
      return std::make_unique<LogGroupSource>(definition, std::move(context));
    case NumberSource::Kind::Log:
      break;
  }
  return std::make_unique<LogSource>(definition, std::move(context));
}

std::unique_ptr<Source> make_saved_source(const NumberSource& definition, SourceContext context) {
  if (definition.kind == NumberSource::Kind::DynamoDb) {
    return std::make_unique<DynamoDbSource>(definition, std::move(context),
                                            DynamoDbSource::Of::Saved);
  }
  if (definition.kind != NumberSource::Kind::S3) return make_source(definition, std::move(context));
  return std::make_unique<S3Source>(definition, std::move(context), S3Source::Of::Saved);
}

std::unique_ptr<Source> make_done_source(const NumberSource& definition, SourceContext context) {
  if (definition.kind == NumberSource::Kind::Log) {
    return std::make_unique<DoneLogSource>(definition, std::move(context));
  }
  if (definition.kind == NumberSource::Kind::LogGroup) {
    return std::make_unique<DoneLogGroupSource>(definition, std::move(context));
  }
  if (definition.kind == NumberSource::Kind::File && definition.pattern.empty()) {
    return std::make_unique<DoneFileSource>(definition, context);
  }
  if (definition.kind == NumberSource::Kind::S3 && definition.pattern.empty()) {
    return std::make_unique<S3Source>(definition, std::move(context), S3Source::Of::Done);
  }
  if (definition.kind == NumberSource::Kind::DynamoDb) {
    return std::make_unique<DynamoDbSource>(definition, std::move(context),
                                            DynamoDbSource::Of::Done);
  }
  return make_source(definition, std::move(context));
}

}  // namespace spotdrill::drill
