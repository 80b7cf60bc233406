#include <array>

#include "base/iso8601.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/filters.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render_spot.hpp"

namespace spotdrill::ec2 {
namespace {

using Field = FilterField<SpotRequest>;

FilterValues one(std::string value) {
  FilterValues values;
  if (!value.empty()) values.push_back(std::move(value));
  return values;
}

template <class Value>
FilterValues of_devices(const SpotRequest& request, Value value) {
  FilterValues values;
  for (const BlockDevice& device : request.launch.block_devices) {
    for (std::string& text : one(value(device))) values.push_back(std::move(text));
  }
  return values;
}

std::string price(const SpotRequest& request) {
  std::string text = std::to_string(request.price_microdollars + 1'000'000'000'000);
  text.insert(text.size() - 6, ".");
  text.erase(0, 1);
  const std::size_t dollars = text.find_first_not_of('0');
  return text[dollars] == '.' ? "0" + text.substr(dollars) : text.substr(dollars);
}

// Source: EC2 API Reference, DescribeSpotInstanceRequests, "Filters"; in order of names.
constexpr std::array request_fields{
    Field{"availability-zone-group",
          [](const SpotRequest& r) { return one(r.availability_zone_group); }},
    Field{"create-time", [](const SpotRequest& r) { return one(iso8601_millis(r.created_at)); }},
    Field{"fault-code", [](const SpotRequest& r) { return one(r.fault_code); }},
    Field{"fault-message", [](const SpotRequest& r) { return one(r.fault_message); }},
    Field{"instance-id", [](const SpotRequest& r) { return one(r.instance_id); }},
    Field{"launch-group", [](const SpotRequest& r) { return one(r.launch_group); }},
    Field{"launch.block-device-mapping.delete-on-termination",
          [](const SpotRequest& r) {
            return of_devices(r, [](const BlockDevice& device) {
              return filter_text(device.delete_on_termination.value_or(true));
            });
          }},
    Field{"launch.block-device-mapping.device-name",
          [](const SpotRequest& r) {
            return of_devices(r, [](const BlockDevice& device) { return device.device_name; });
          }},
    Field{"launch.block-device-mapping.snapshot-id",
          [](const SpotRequest& r) {
            return of_devices(r, [](const BlockDevice& device) { return device.snapshot_id; });
          }},
    Field{"launch.block-device-mapping.volume-size",
          [](const SpotRequest& r) {
            return of_devices(r, [](const BlockDevice& device) {
              return device.volume_size_gib ? std::to_string(*device.volume_size_gib) : "";
            });
          }},
    Field{"launch.block-device-mapping.volume-type",
          [](const SpotRequest& r) {
            return of_devices(r, [](const BlockDevice& device) { return device.volume_type; });
          }},
    Field{"launch.group-id", [](const SpotRequest& r) { return r.launch.security_group_ids; }},
    Field{"launch.group-name", [](const SpotRequest& r) { return r.launch.security_group_names; }},
    Field{"launch.image-id", [](const SpotRequest& r) { return one(r.launch.image_id); }},
    Field{"launch.instance-type", [](const SpotRequest& r) { return one(r.launch.instance_type); }},
    Field{"launch.kernel-id", [](const SpotRequest& r) { return one(r.launch.kernel_id); }},
    Field{"launch.key-name", [](const SpotRequest& r) { return one(r.launch.key_name); }},
    Field{"launch.monitoring-enabled",
          [](const SpotRequest& r) { return one(filter_text(r.launch.monitoring)); }},
    Field{"launch.network-interface.group-id",
          [](const SpotRequest& r) {
            return r.launch.by_network_interface ? r.launch.security_group_ids : FilterValues{};
          }},
    Field{"launch.network-interface.subnet-id",
          [](const SpotRequest& r) {
            return one(r.launch.by_network_interface ? r.launch.subnet_id : "");
          }},
    Field{"launch.ramdisk-id", [](const SpotRequest& r) { return one(r.launch.ramdisk_id); }},
    Field{"launched-availability-zone",
          [](const SpotRequest& r) { return one(r.launched_availability_zone); }},
    Field{"network-interface.subnet-id",
          [](const SpotRequest& r) {
            return one(r.launch.by_network_interface ? r.launch.subnet_id : "");
          }},
    Field{"product-description", [](const SpotRequest& r) { return one(r.product_description); }},
    Field{"spot-instance-request-id", [](const SpotRequest& r) { return one(r.id); }},
    Field{"spot-price", [](const SpotRequest& r) { return one(price(r)); }},
    Field{"state", [](const SpotRequest& r) { return one(std::string{name(r.state)}); }},
    Field{"status-code", [](const SpotRequest& r) { return one(std::string{code(r.status)}); }},
    Field{"status-message",
          [](const SpotRequest& r) {
            return one(r.status_message.empty() ? std::string{message(r.status)}
                                                : r.status_message);
          }},
    Field{"type",
          [](const SpotRequest& r) { return one(r.persistent ? "persistent" : "one-time"); }},
    Field{"valid-from",
          [](const SpotRequest& r) {
            return one(r.valid_from ? iso8601_millis(*r.valid_from) : "");
          }},
    Field{"valid-until",
          [](const SpotRequest& r) {
            return one(r.valid_until ? iso8601_millis(*r.valid_until) : "");
          }},
};

const Tags& tags_of(const SpotRequest& request) {
  return request.tags;
}

}  // namespace

Result<api::ec2::DescribeSpotInstanceRequestsResult> describe_spot_instance_requests(
    Ec2& ec2, const api::ec2::DescribeSpotInstanceRequestsRequest& request) {
  const bool by_id = !request.spot_instance_request_ids.empty();
  if (by_id && request.max_results) {
    return refuse(errors::max_results_with("spotInstanceRequestIds"));
  }
  const std::vector<std::string> named =
      TRY(ec2.find_all_requests(request.spot_instance_request_ids));
  const auto filters = TRY(Filters<SpotRequest>::create(
      request.filters, std::span<const Field>{request_fields}, tags_of));
  ec2.settle();

  std::vector<const SpotRequest*> found;
  if (by_id) {
    for (const std::string& id : named) found.push_back(ec2.find_request(id));
  } else {
    for (const auto& [id, record] : ec2.requests()) found.push_back(&record);
  }
  std::erase_if(found, [&](const SpotRequest* record) { return !filters.pass(*record); });
  const PageRequest paging{.operation = "DescribeSpotInstanceRequests",
                           .max_results = request.max_results,
                           .next_token = request.next_token,
                           .max_results_clamped = true};
  auto page =
      TRY(page_of(std::move(found), paging, [](const SpotRequest* record) { return record->id; }));

  api::ec2::DescribeSpotInstanceRequestsResult result;
  for (const SpotRequest* record : page.items) {
    result.spot_instance_requests.push_back(render(ec2, *record));
  }
  result.next_token = std::move(page.next_token);
  return result;
}

}  // namespace spotdrill::ec2
