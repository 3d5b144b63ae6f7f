/** Shared by the table and its skeleton, so that nothing shifts when the rows come. */
export function OrdersTableHead() {
  return (
    <thead className="max-md:sr-only">
      <tr>
        <th scope="col" className="w-[132px]">
          Order
        </th>
        <th scope="col" className="w-[100px] max-lg:hidden">
          Customer
        </th>
        <th scope="col" className="w-[160px]">
          State
        </th>
        <th scope="col">Where and why</th>
        <th scope="col" className="r w-[76px] max-xl:hidden">
          Attempt
        </th>
        <th scope="col" className="r w-[96px] max-lg:hidden">
          Age
        </th>
        <th scope="col" className="r w-[100px]">
          Time left
        </th>
      </tr>
    </thead>
  );
}
