// The tagging API's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/tagging.hpp"
#include "services/tagging/tagging.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::tagging {

/// Resources that have tags, by tags and types or by their ARNs, in order of ARNs.
/// Errors: InvalidParameterException, PaginationTokenExpiredException.
/// Source: Resource Groups Tagging API Reference, GetResources.
Result<api::tagging::GetResourcesOutput> get_resources(
    Tagging& tagging, const api::tagging::GetResourcesInput& request);

/// The keys of all tags in the region, each once. Errors: PaginationTokenExpiredException.
/// Source: Resource Groups Tagging API Reference, GetTagKeys.
Result<api::tagging::GetTagKeysOutput> get_tag_keys(Tagging& tagging,
                                                    const api::tagging::GetTagKeysInput& request);

/// The values that a key has anywhere in the region, each once.
/// Errors: PaginationTokenExpiredException.
/// Source: Resource Groups Tagging API Reference, GetTagValues.
Result<api::tagging::GetTagValuesOutput> get_tag_values(
    Tagging& tagging, const api::tagging::GetTagValuesInput& request);

/// Adds tags by each resource's own service, and says where it could not.
/// Errors: InvalidParameterException.
/// Source: Resource Groups Tagging API Reference, TagResources.
Result<api::tagging::TagResourcesOutput> tag_resources(
    Tagging& tagging, const api::tagging::TagResourcesInput& request);

/// Takes tags off, likewise. Errors: InvalidParameterException.
/// Source: Resource Groups Tagging API Reference, UntagResources.
Result<api::tagging::UntagResourcesOutput> untag_resources(
    Tagging& tagging, const api::tagging::UntagResourcesInput& request);

wire::Service service(wire::Regional<Tagging>& regions);

}  // namespace spotdrill::tagging
