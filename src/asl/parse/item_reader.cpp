// Where a distributed Map reads its items from and writes its results to.
#include <algorithm>

#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {
namespace {

constexpr std::int64_t items_max = 100'000'000;  // Source: as AWS says when there are more.

/// Resource is an integration with S3 whose operation is one of `operations`.
void check_s3_resource(const Fields& fields, Names operations) {
  fields.require({"Resource"});
  const auto arn = fields.string("Resource");
  if (!arn) return;
  const auto resource = parse_resource(*arn);
  if (!resource || resource->type != "s3" ||
      std::ranges::find(operations, resource->action) == operations.end()) {
    fields.refuse("Resource", "The field 'Resource' does not match any of the allowed values");
  }
}

void check_headers(const Fields& config, const std::string& type) {
  if (type != "CSV") {
    for (const std::string_view field : {"CSVHeaderLocation", "CSVHeaders", "CSVDelimiter"}) {
      if (config.has(field)) {
        config.refuse("Field '" + std::string{field} + "' is not supported");
      }
    }
    return;
  }
  if (!config.has("CSVHeaderLocation")) config.refuse("The field 'CSVHeaderLocation' is required");
  const auto where = config.one_of("CSVHeaderLocation", {"FIRST_ROW", "GIVEN"});
  if (where == "GIVEN") config.require({"CSVHeaders"});
  config.array("CSVHeaders");
  config.one_of("CSVDelimiter", {"COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"});
}

void check_reader_config(const Fields& reader) {
  const json::object* object = reader.object("ReaderConfig");
  if (object == nullptr) return;
  const Fields config{reader.context(), *object, reader.place_of("ReaderConfig")};
  config.allow({"InputType", "Transformation", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter",
                "MaxItems", "ManifestType", "ItemsPointer"},
               {"MaxItemsPath"});
  config.string("Transformation");
  config.string("ItemsPointer");
  config.one_of("ManifestType", {"ATHENA_DATA", "S3_INVENTORY"});
  config.given_integer("MaxItems", 0, items_max);
  const auto type = config.one_of("InputType", {"CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"});
  check_headers(config, type.value_or(std::string{}));
}

}  // namespace

std::optional<json::object> read_item_reader(const Fields& fields) {
  const json::object* object = fields.object("ItemReader");
  if (object == nullptr) return {};
  const Fields reader{fields.context(), *object, fields.place_of("ItemReader")};
  reader.allow({"Resource", "ReaderConfig"}, {"Parameters"}, {"Arguments"});
  check_s3_resource(reader, {"getObject", "listObjectsV2"});
  check_reader_config(reader);
  reader.parameters();
  return *object;
}

std::optional<json::object> read_result_writer(const Fields& fields) {
  const json::object* object = fields.object("ResultWriter");
  if (object == nullptr) return {};
  const Fields writer{fields.context(), *object, fields.place_of("ResultWriter")};
  writer.allow({"Resource", "WriterConfig"}, {"Parameters"}, {"Arguments"});
  if (writer.has("Resource") || !writer.has("WriterConfig")) {
    check_s3_resource(writer, {"putObject"});
  }
  if (const json::object* config = writer.object("WriterConfig")) {
    const Fields source{fields.context(), *config, writer.place_of("WriterConfig")};
    source.allow({"OutputType", "Transformation"});
    source.one_of("OutputType", {"JSON", "JSONL"});
    source.one_of("Transformation", {"NONE", "COMPACT", "FLATTEN"});
  }
  writer.parameters();
  return *object;
}

}  // namespace spotdrill::asl::parse
