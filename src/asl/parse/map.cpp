#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "asl/parse/states.hpp"
#include "base/count_characters.hpp"

namespace spotdrill::asl::parse {
namespace {

/// Source: Step Functions Developer Guide, "Using Map state in Distributed mode", Label.
constexpr std::size_t label_max = 40;

/// What only a Map has that runs its iterations as executions of their own.
constexpr std::array distributed_only = std::to_array<std::string_view>(
    {"ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailurePercentage",
     "ToleratedFailurePercentagePath", "ToleratedFailureCount", "ToleratedFailureCountPath"});

/// "… can't contain the following characters: white space, wildcard characters (? *), bracket
/// characters (< > { } [ ]), special characters (: ; , \ | ^ ~ $ # % & ` "), control characters".
bool may_be_in_label(char c) {
  constexpr std::string_view refused = "?*<>{}[]:;,\\|^~$#%&`\"";
  return static_cast<unsigned char>(c) > ' ' && c != 0x7f &&
         refused.find(c) == std::string_view::npos;
}

/// Of text in UTF-8: U+0080 to U+009F are control characters too.
bool may_be_label(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, may_be_in_label)) return false;
  for (std::size_t at = text.find('\xC2'); at != std::string_view::npos;
       at = text.find('\xC2', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return false;
  }
  return true;
}

std::string read_label(const Fields& fields, std::string_view state_name) {
  Context& context = fields.context();
  const auto label = fields.string("Label");
  if (!label) {
    // AWS makes one up; here it is the state's name, so that it is the same each time.
    std::string made;
    for (const char c : state_name.substr(0, label_max)) {
      made += may_be_in_label(c) && static_cast<unsigned char>(c) < 0x80 ? c : '-';
    }
    return made;
  }
  if (count_characters(*label) > label_max) {
    context.error(
        code::invalid_label,
        fmt::format("The label '{}' exceeds the {}-character limit allowed by the service", *label,
                    label_max),
        fields.place_of("Label"));
  } else if (!may_be_label(*label)) {
    context.error(code::invalid_label,
                  fmt::format("The label '{}' contains invalid characters", *label),
                  fields.place_of("Label"));
  }
  if (!context.labels.insert(*label).second) {
    context.error(code::duplicate_label, fmt::format("Duplicate Label name: {}", *label),
                  fields.place_of("Label"));
  }
  return *label;
}

void read_processor_config(const Fields& processor, Map& map) {
  const json::object* object = processor.object("ProcessorConfig");
  if (object == nullptr) return;
  const Fields config{processor.context(), *object, processor.place_of("ProcessorConfig")};
  map.distributed = config.one_of("Mode", {"INLINE", "DISTRIBUTED"}) == "DISTRIBUTED";
  if (map.distributed) {
    config.allow({"Mode", "ExecutionType"});
    config.require({"ExecutionType"});
    if (processor.context().type == MachineType::Express) {
      config.refuse("Mode",
                    "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' "
                    "state machines");
    }
    map.express = config.one_of("ExecutionType", {"STANDARD", "EXPRESS"}) == "EXPRESS";
  } else {
    config.allow({"Mode"});
  }
}

void read_processor(const Fields& fields, std::string_view field, Map& map) {
  const json::object* object = fields.object(field);
  if (object == nullptr) return;
  Context& context = fields.context();
  const Fields processor{context, *object, fields.place_of(field)};
  read_processor_config(processor, map);
  const MachineType around = context.type;
  if (map.distributed) context.type = map.express ? MachineType::Express : MachineType::Standard;
  map.processor = read_machine(processor, Container::Processor);
  context.type = around;
}

std::optional<ItemBatcher> read_batcher(const Fields& fields) {
  const json::object* object = fields.object("ItemBatcher");
  if (object == nullptr) return {};
  const Fields source{fields.context(), *object, fields.place_of("ItemBatcher")};
  source.allow({"MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput"},
               {"MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"});
  if (!source.has("MaxItemsPerBatch") && !source.has("MaxItemsPerBatchPath") &&
      !source.has("MaxInputBytesPerBatch") && !source.has("MaxInputBytesPerBatchPath")) {
    source.refuse(
        "This object should have at least one of the following fields: [MaxItemsPerBatch, "
        "MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]");
  }
  ItemBatcher batcher;
  batcher.items_max = source.given_integer("MaxItemsPerBatch", 0);
  batcher.bytes_max = source.given_integer("MaxInputBytesPerBatch", 0);
  batcher.batch_input = source.payload_template("BatchInput");
  return batcher;
}

void read_distributed_fields(const Fields& fields, std::string_view name, Map& map) {
  if (!map.distributed) {
    for (const std::string_view field : distributed_only) {
      if (fields.has(field)) fields.refuse(fmt::format("Field '{}' is not supported", field));
    }
    return;
  }
  map.label = read_label(fields, name);
  map.batcher = read_batcher(fields);
  map.item_reader = read_item_reader(fields);
  map.result_writer = read_result_writer(fields);
  map.tolerated_failure_percentage = fields.given_number("ToleratedFailurePercentage", 0.0, 100.0);
  map.tolerated_failure_count = fields.given_integer("ToleratedFailureCount", 0);
}

}  // namespace

Map read_map(const Fields& fields, std::string_view name) {
  fields.allow_in_state(
      {"Assign", "Retry", "Catch", "ItemProcessor", "Iterator", "ItemSelector", "ItemReader",
       "ItemBatcher", "ResultWriter", "MaxConcurrency", "ToleratedFailurePercentage",
       "ToleratedFailureCount", "Label", "Next", "End"},
      {"InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "ItemsPath",
       "MaxConcurrencyPath", "ToleratedFailurePercentagePath", "ToleratedFailureCountPath"},
      {"Items", "Output"});
  fields.exactly_one_of({"ItemProcessor", "Iterator"});
  fields.at_most_one_of({"ItemSelector", "Parameters"});
  Map map;
  read_processor(fields, fields.has("ItemProcessor") ? "ItemProcessor" : "Iterator", map);
  map.item_selector = fields.payload_template("ItemSelector");
  if (fields.in_jsonata()) {
    const json::value* items = fields.find("Items");
    if (items != nullptr && !items->is_array() && !fields.has_query("Items")) {
      fields.refuse("Items", "Expected value of type Array");
    }
    map.items = fields.payload_template("Items");
  } else {
    map.items_path = fields.path("ItemsPath", Paths::ReferenceOrContext);
    if (!map.item_selector) map.item_selector = fields.payload_template("Parameters");
  }
  map.concurrency_max = fields.given_integer("MaxConcurrency", 0);
  read_distributed_fields(fields, name, map);
  map.effort = read_effort(fields);
  return map;
}

}  // namespace spotdrill::asl::parse
