// DynamoDB's operations, as the dispatcher calls them.
#pragma once

#include "api/dynamodb.hpp"
#include "services/dynamodb/dynamodb.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::dynamodb {

/// Up to 100 items of several tables.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, BatchGetItem.
Result<api::dynamodb::BatchGetItemOutput> batch_get_item(
    DynamoDb& db, const api::dynamodb::BatchGetItemInput& request);

/// Puts and deletes up to 25 items of several tables.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, BatchWriteItem.
Result<api::dynamodb::BatchWriteItemOutput> batch_write_item(
    DynamoDb& db, const api::dynamodb::BatchWriteItemInput& request);

/// Makes a table, which is CREATING first and ACTIVE soon.
/// Errors: ResourceInUseException, LimitExceededException, ValidationException.
/// Source: DynamoDB API Reference, CreateTable.
Result<api::dynamodb::CreateTableOutput> create_table(
    DynamoDb& db, const api::dynamodb::CreateTableInput& request);

/// Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, DeleteItem.
Result<api::dynamodb::DeleteItemOutput> delete_item(DynamoDb& db,
                                                    const api::dynamodb::DeleteItemInput& request);

/// Errors: ResourceNotFoundException, ResourceInUseException, ValidationException.
/// Source: DynamoDB API Reference, DeleteTable.
Result<api::dynamodb::DeleteTableOutput> delete_table(
    DynamoDb& db, const api::dynamodb::DeleteTableInput& request);

/// Source: DynamoDB API Reference, DescribeEndpoints.
Result<api::dynamodb::DescribeEndpointsResponse> describe_endpoints(
    DynamoDb& db, const api::dynamodb::DescribeEndpointsRequest& request);

/// Source: DynamoDB API Reference, DescribeLimits.
Result<api::dynamodb::DescribeLimitsOutput> describe_limits(
    DynamoDb& db, const api::dynamodb::DescribeLimitsInput& request);

/// Errors: ResourceNotFoundException.
/// Source: DynamoDB API Reference, DescribeTable.
Result<api::dynamodb::DescribeTableOutput> describe_table(
    DynamoDb& db, const api::dynamodb::DescribeTableInput& request);

/// Errors: ResourceNotFoundException.
/// Source: DynamoDB API Reference, DescribeTimeToLive.
Result<api::dynamodb::DescribeTimeToLiveOutput> describe_time_to_live(
    DynamoDb& db, const api::dynamodb::DescribeTimeToLiveInput& request);

/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, GetItem.
Result<api::dynamodb::GetItemOutput> get_item(DynamoDb& db,
                                              const api::dynamodb::GetItemInput& request);

/// The names of tables, page by page.
/// Source: DynamoDB API Reference, ListTables.
Result<api::dynamodb::ListTablesOutput> list_tables(DynamoDb& db,
                                                    const api::dynamodb::ListTablesInput& request);

/// Errors: ResourceNotFoundException.
/// Source: DynamoDB API Reference, ListTagsOfResource.
Result<api::dynamodb::ListTagsOfResourceOutput> list_tags_of_resource(
    DynamoDb& db, const api::dynamodb::ListTagsOfResourceInput& request);

/// Makes an item, or replaces it.
/// Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, PutItem.
Result<api::dynamodb::PutItemOutput> put_item(DynamoDb& db,
                                              const api::dynamodb::PutItemInput& request);

/// Items of one partition in order of their sort keys, page by page.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, Query.
Result<api::dynamodb::QueryOutput> query(DynamoDb& db, const api::dynamodb::QueryInput& request);

/// Every item, or a segment's, page by page.
/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, Scan.
Result<api::dynamodb::ScanOutput> scan(DynamoDb& db, const api::dynamodb::ScanInput& request);

/// Errors: ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, TagResource.
Result<api::dynamodb::TagResourceResult> tag_resource(
    DynamoDb& db, const api::dynamodb::TagResourceInput& request);

/// Up to 100 items as they are at one moment.
/// Errors: ResourceNotFoundException, TransactionCanceledException, ValidationException.
/// Source: DynamoDB API Reference, TransactGetItems.
Result<api::dynamodb::TransactGetItemsOutput> transact_get_items(
    DynamoDb& db, const api::dynamodb::TransactGetItemsInput& request);

/// Up to 100 writes and conditions: all or none.
/// Errors: TransactionCanceledException, IdempotentParameterMismatchException,
/// ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, TransactWriteItems.
Result<api::dynamodb::TransactWriteItemsOutput> transact_write_items(
    DynamoDb& db, const api::dynamodb::TransactWriteItemsInput& request);

/// Errors: ResourceNotFoundException.
/// Source: DynamoDB API Reference, UntagResource.
Result<api::dynamodb::UntagResourceResult> untag_resource(
    DynamoDb& db, const api::dynamodb::UntagResourceInput& request);

/// Changes an item's attributes, or makes the item.
/// Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
/// Source: DynamoDB API Reference, UpdateItem.
Result<api::dynamodb::UpdateItemOutput> update_item(DynamoDb& db,
                                                    const api::dynamodb::UpdateItemInput& request);

/// Changes billing, throughput, class, protection or a global index.
/// Errors: ResourceNotFoundException, ResourceInUseException, LimitExceededException,
/// ValidationException.
/// Source: DynamoDB API Reference, UpdateTable.
Result<api::dynamodb::UpdateTableOutput> update_table(
    DynamoDb& db, const api::dynamodb::UpdateTableInput& request);

/// Errors: ResourceNotFoundException, ResourceInUseException, ValidationException.
/// Source: DynamoDB API Reference, UpdateTimeToLive.
Result<api::dynamodb::UpdateTimeToLiveOutput> update_time_to_live(
    DynamoDb& db, const api::dynamodb::UpdateTimeToLiveInput& request);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<DynamoDb>& regions);

/// The service, for the dispatcher.
wire::Service service(wire::Regional<DynamoDb>& regions);

}  // namespace spotdrill::dynamodb
