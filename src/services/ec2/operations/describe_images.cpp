#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/pages.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/selection.hpp"

namespace spotdrill::ec2 {
namespace {

struct ImageRow {
  Image image;
  std::string snapshot_id;
  Tags tags;

  [[nodiscard]] bool is_public() const { return !image.adopted; }
  [[nodiscard]] std::string location() const {
    return (image.owner_alias.empty() ? image.owner_id : image.owner_alias) + "/" + image.name;
  }
  /// Newer images boot either way; arm64 ones by UEFI only.
  [[nodiscard]] std::string boot_mode() const {
    return image.architecture == "arm64" ? "uefi" : "uefi-preferred";
  }
};

const Tags& tags_of_row(const ImageRow& row) {
  return row.tags;
}
FilterValues no_values(const ImageRow&) {
  return {};
}
FilterValues always_true(const ImageRow&) {
  return {"true"};
}

/// Source: EC2 API Reference, DescribeImages, Filter.N.
constexpr FilterField<ImageRow> image_fields[] = {
    {"architecture", [](const ImageRow& r) -> FilterValues { return {r.image.architecture}; }},
    {"block-device-mapping.delete-on-termination", always_true},
    {"block-device-mapping.device-name",
     [](const ImageRow& r) -> FilterValues { return {r.image.root_device_name}; }},
    {"block-device-mapping.encrypted", [](const ImageRow&) -> FilterValues { return {"false"}; }},
    {"block-device-mapping.snapshot-id",
     [](const ImageRow& r) -> FilterValues { return {r.snapshot_id}; }},
    {"block-device-mapping.volume-size",
     [](const ImageRow& r) -> FilterValues { return {std::to_string(r.image.root_volume_gib)}; }},
    {"block-device-mapping.volume-type", [](const ImageRow&) -> FilterValues { return {"gp3"}; }},
    {"creation-date", [](const ImageRow& r) -> FilterValues { return {r.image.creation_date}; }},
    {"description", [](const ImageRow& r) -> FilterValues { return {r.image.description}; }},
    {"ena-support", always_true},
    {"free-tier-eligible", always_true},
    {"hypervisor", [](const ImageRow&) -> FilterValues { return {"xen"}; }},
    {"image-allowed", always_true},
    {"image-id", [](const ImageRow& r) -> FilterValues { return {r.image.id}; }},
    {"image-type", [](const ImageRow&) -> FilterValues { return {"machine"}; }},
    {"is-public", [](const ImageRow& r) -> FilterValues { return {filter_text(r.is_public())}; }},
    {"kernel-id", no_values},
    {"manifest-location", [](const ImageRow& r) -> FilterValues { return {r.location()}; }},
    {"name", [](const ImageRow& r) -> FilterValues { return {r.image.name}; }},
    {"owner-alias",
     [](const ImageRow& r) {
       return r.image.owner_alias.empty() ? FilterValues{} : FilterValues{r.image.owner_alias};
     }},
    {"owner-id", [](const ImageRow& r) -> FilterValues { return {r.image.owner_id}; }},
    {"platform", no_values},
    {"product-code", no_values},
    {"product-code.type", no_values},
    {"ramdisk-id", no_values},
    {"root-device-name",
     [](const ImageRow& r) -> FilterValues { return {r.image.root_device_name}; }},
    {"root-device-type", [](const ImageRow&) -> FilterValues { return {"ebs"}; }},
    {"source-image-id", no_values},
    {"source-image-region", no_values},
    {"source-instance-id", no_values},
    {"sriov-net-support", [](const ImageRow&) -> FilterValues { return {"simple"}; }},
    {"state", [](const ImageRow&) -> FilterValues { return {"available"}; }},
    {"state-reason-code", no_values},
    {"state-reason-message", no_values},
    {"virtualization-type", [](const ImageRow&) -> FilterValues { return {"hvm"}; }},
};

/// "self", "amazon", "aws-marketplace", or an account.
bool is_owned(const ImageRow& row, const std::vector<std::string>& owners,
              const std::string& account) {
  return owners.empty() || std::ranges::any_of(owners, [&](const std::string& owner) {
           return owner == row.image.owner_id || owner == row.image.owner_alias ||
                  (owner == "self" && row.image.owner_id == account);
         });
}

/// "self" for images with explicit permissions, "all" for public ones, or an account.
bool is_executable(const ImageRow& row, const std::vector<std::string>& users) {
  return users.empty() || (row.is_public() && std::ranges::find(users, "all") != users.end());
}

api::ec2::Image render_image(const ImageRow& row) {
  const Image& image = row.image;
  api::ec2::Image shown;
  shown.image_id = image.id;
  shown.image_location = row.location();
  shown.image_type = "machine";
  shown.name = image.name;
  shown.description = image.description;
  shown.owner_id = image.owner_id;
  if (!image.owner_alias.empty()) shown.image_owner_alias = image.owner_alias;
  shown.public_ = row.is_public();
  shown.state = "available";
  shown.creation_date = image.creation_date;
  shown.architecture = image.architecture;
  shown.boot_mode = row.boot_mode();
  shown.ena_support = true;
  shown.hypervisor = "xen";
  shown.virtualization_type = "hvm";
  shown.sriov_net_support = "simple";
  shown.platform_details = image.platform_details;
  shown.usage_operation = "RunInstances";
  shown.root_device_name = image.root_device_name;
  shown.root_device_type = "ebs";
  if (image.imds_v2_only) shown.imds_support = "v2.0";
  shown.tags = render_tags(row.tags);
  auto& mapping = shown.block_device_mappings.emplace_back();
  mapping.device_name = image.root_device_name;
  auto& ebs = mapping.ebs.emplace();
  ebs.delete_on_termination = true;
  ebs.snapshot_id = row.snapshot_id;
  ebs.volume_size = image.root_volume_gib;
  ebs.volume_type = "gp3";
  ebs.iops = 3000;
  ebs.throughput = 125;
  ebs.encrypted = false;
  return shown;
}

}  // namespace

/// Lists images: the catalogue's public ones and adopted ones.
/// Errors: InvalidAMIID.NotFound, InvalidAMIID.Malformed, those of filters and pages.
/// Source: EC2 API Reference, DescribeImages.
Result<api::ec2::DescribeImagesResult> describe_images(
    Ec2& ec2, const api::ec2::DescribeImagesRequest& request) {
  if (!request.image_ids.empty() && request.max_results) {
    return refuse(errors::max_results_with("imagesSet"));
  }
  const auto filters = TRY(Filters<ImageRow>::create(request.filters, image_fields, tags_of_row));
  Catalogue& catalogue = ec2.catalogue();
  // To be asked for by id is to be named: with lenient ids that adopts an image.
  for (const std::string& id : request.image_ids) TRY(catalogue.image(id));
  std::vector<ImageRow> rows;
  for (const Image& image : catalogue.images()) {
    rows.push_back({.image = image,
                    .snapshot_id = catalogue.derived_id("snap-", image.id),
                    .tags = catalogue.tags(image.id)});
  }
  const auto id_of = [](const ImageRow& row) { return row.image.id; };
  TRY(select(rows, request.image_ids, id_of, errors::image_not_found));
  std::erase_if(rows, [&](const ImageRow& row) {
    return !is_owned(row, request.owners, ec2.place().account) ||
           !is_executable(row, request.executable_users) || !filters.pass(row);
  });
  const PageRequest paging{.operation = "DescribeImages",
                           .max_results = request.max_results,
                           .next_token = request.next_token,
                           .limits = {.least = 1}};
  const auto page = TRY(page_of(std::move(rows), paging, id_of));
  api::ec2::DescribeImagesResult result;
  for (const ImageRow& row : page.items) result.images.push_back(render_image(row));
  result.next_token = page.next_token;
  return result;
}

}  // namespace spotdrill::ec2
